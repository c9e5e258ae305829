package io.groundzero.backup.encryptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.name.BackupId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** One setting makes the log JSON; handover has it, so it is the same for all services. */
@QuarkusTest
@TestProfile(JsonLogTest.Json.class)
@QuarkusTestResource(Surroundings.class)
class JsonLogTest {

    public static class Json implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gz.log.json", "true");
        }
    }

    @Inject
    ObjectMapper json;

    @Test
    void eachLineIsAnObjectThatNamesItsBackupAndHoldsNoSecret() throws Exception {
        ArtifactDumped message = new TestDump(Surroundings.volume, BackupId.parse("main-20261123T070000Z"))
                .globals("CREATE ROLE secretive;");
        try (ConsoleLog log = new ConsoleLog(); BrokerProbe dumper = new BrokerProbe(Surroundings.broker, "dumper")) {
            dumper.send(ArtifactDumped.ROUTING_KEY, "no \"message\"\nat all".getBytes(StandardCharsets.UTF_8));
            dumper.send(ArtifactDumped.ROUTING_KEY, json.writeValueAsBytes(message));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> log.lines().stream().anyMatch(line -> line.contains("\"done ")));

            List<JsonNode> entries = new ArrayList<>();
            for (String line : log.lines()) {
                assertThat(line.strip()).as("one line").doesNotContain("\n");
                entries.add(json.readTree(line));
            }

            assertThat(entries).allSatisfy(entry -> {
                assertThat(Instant.parse(entry.get("timestamp").asText())).isBetween(Instant.now().minusSeconds(60),
                        Instant.now().plusSeconds(1));
                assertThat(entry.get("level").asText()).isNotBlank();
                assertThat(entry.get("message").asText()).isNotBlank();
                assertThat(entry.get("loggerName").asText()).isNotBlank();
                assertThat(entry.get("service").asText()).isEqualTo("encryptor");
            });
            assertThat(entries).filteredOn(entry -> entry.get("message").asText().startsWith("done "))
                    .singleElement().satisfies(entry -> assertThat(entry.at("/mdc/backup").asText())
                            .isEqualTo(message.backupId()));
            assertThat(entries).filteredOn(entry -> entry.get("level").asText().equals("ERROR")).singleElement()
                    .satisfies(entry -> assertThat(entry.get("message").asText()).startsWith("MESSAGE_UNREADABLE"));
            assertThat(log.lines()).noneMatch(line -> line.contains("secretive")
                    || line.contains(Surroundings.broker.password("encryptor")));
        }
    }
}
