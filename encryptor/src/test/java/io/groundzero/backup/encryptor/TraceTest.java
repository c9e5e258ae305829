package io.groundzero.backup.encryptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.encryptor.TraceReceiver.Seen;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** What a service consumes and publishes is one trace, from the message before to the message after. */
@QuarkusTest
@TestProfile(JsonLogTest.Json.class)
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(value = TraceReceiver.class, restrictToAnnotatedClass = true)
class TraceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Inject
    ObjectMapper json;

    private BrokerProbe dumper;
    private BrokerProbe shipper;
    private ConsoleLog log;

    @BeforeEach
    void connect() throws Exception {
        dumper = new BrokerProbe(Surroundings.broker, "dumper");
        shipper = new BrokerProbe(Surroundings.broker, "shipper");
        log = new ConsoleLog();
    }

    @AfterEach
    void disconnect() throws Exception {
        dumper.close();
        shipper.close();
        log.close();
    }

    @Test
    void aStepJoinsTheTraceOfItsMessageAndHandsItOn() throws Exception {
        ArtifactDumped message = dump("main-20261123T100000Z").globals("CREATE ROLE a;");

        send(message, "00-" + TRACE + "-" + PARENT + "-01");

        String handedOn = traceparent(next());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(TraceReceiver.spans(TRACE)).hasSize(1));
        Seen span = TraceReceiver.spans(TRACE).get(0);
        assertThat(span.parentId()).isEqualTo(PARENT);
        assertThat(span.service()).isEqualTo("encryptor");
        assertThat(span.name()).isEqualTo("encryptor");
        assertThat(span.failed()).isFalse();
        assertThat(span.attributes()).containsEntry("backup.id", message.backupId())
                .containsEntry("backup.artifact", "globals.sql.zst.gpg").containsEntry("backup.attempt", "1");
        assertThat(handedOn).isEqualTo("00-" + TRACE + "-" + span.spanId() + "-01");
        assertThat(logged(message, "done ").at("/mdc/traceId").asText()).isEqualTo(TRACE);
    }

    @Test
    void anAttemptThatFailsAndTheNextAreOneTrace() throws Exception {
        ArtifactDumped message = dump("main-20261123T110000Z").directory(false);
        Path obstacle = Surroundings.volume.resolve(message.artifact().path()).resolve("link");
        Files.createSymbolicLink(obstacle, Path.of("/dev/null"));

        send(message, null);
        await().atMost(PATIENCE)
                .until(() -> TraceReceiver.spansOf(message.backupId()).stream().anyMatch(Seen::failed));
        Files.delete(obstacle);

        String trace = TraceReceiver.spansOf(message.backupId()).get(0).traceId();
        assertThat(traceparent(next())).startsWith("00-" + trace);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(TraceReceiver.spansOf(message.backupId())).extracting(Seen::failed).contains(false));
        List<Seen> spans = TraceReceiver.spansOf(message.backupId());
        assertThat(spans).extracting(Seen::traceId).containsOnly(trace);
        assertThat(spans.get(0).attributes()).containsEntry("error.type", "ENCRYPTION_FAILED");
        assertThat(spans.get(1).parentId()).isEqualTo(spans.get(0).spanId());
    }

    @Test
    void aHeaderThatIsNoTraceBeginsANewOne() throws Exception {
        ArtifactDumped message = dump("main-20261123T120000Z").globals("CREATE ROLE b;");

        send(message, "00-nonsense\r\n-x");

        assertThat(traceparent(next())).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").doesNotContain(TRACE);
    }

    private JsonNode logged(ArtifactDumped message, String start) throws Exception {
        for (String line : log.lines()) {
            JsonNode entry = json.readTree(line);
            if (entry.get("message").asText().startsWith(start)
                    && entry.at("/mdc/backup").asText().equals(message.backupId())) {
                return entry;
            }
        }
        throw new AssertionError("not logged: " + start);
    }

    private void send(ArtifactDumped message, String traceparent) throws Exception {
        dumper.send(ArtifactDumped.ROUTING_KEY, json.writeValueAsBytes(message),
                traceparent == null ? Map.of() : Map.of("traceparent", traceparent));
    }

    private GetResponse next() {
        return await().atMost(PATIENCE).until(() -> shipper.take("shipper"), got -> got != null);
    }

    private static String traceparent(GetResponse message) {
        return message.getProps().getHeaders().get("traceparent").toString();
    }

    private static TestDump dump(String id) {
        return new TestDump(Surroundings.volume, BackupId.parse(id));
    }
}
