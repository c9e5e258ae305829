package io.groundzero.backup.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.Proof;

/**
 * Messages wait in queues while services are upgraded, and documents lie in buckets for years: this version reads what
 * earlier releases wrote, and loses nothing of it.
 */
class EarlierReleaseTest {

    private static final Path KEPT = Path.of(System.getProperty("gz.root"), "acceptance/src/test/resources");

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("messages/artifact-dumped.json", ArtifactDumped.class),
            Map.entry("messages/artifact-encrypted.json", ArtifactEncrypted.class),
            Map.entry("messages/backup-requested.json", BackupRequested.class),
            Map.entry("messages/backup-shipped.*\\.json", BackupShipped.class),
            Map.entry("messages/drill-report.json", DrillReport.class),
            Map.entry("messages/dump-record.json", DumpRecord.class),
            Map.entry("messages/manifest.json", Manifest.class),
            Map.entry("messages/mutation-report.json", MutationReport.class),
            Map.entry("messages/proof.json", Proof.class),
            Map.entry("messages/status-.*\\.json", StatusEvent.class),
            Map.entry("bucket/.*/manifest.json", Manifest.class),
            Map.entry("bucket/proofs/.*Z\\.json", Proof.class),
            Map.entry("bucket/proofs/.*Z\\.drill\\.json", DrillReport.class));

    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL,
                    JsonInclude.Include.NON_NULL))
            .build();

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(KEPT)) {
            List<Path> documents = files.filter(file -> file.toString().endsWith(".json")).map(KEPT::relativize)
                    .sorted()
                    .toList();
            assertThat(documents).hasSizeGreaterThan(15);
            return documents;
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void itIsReadAndNothingIsLost(Path document) throws IOException {
        Path inRelease = document.subpath(1, document.getNameCount());
        List<Class<?>> types = TYPES.entrySet().stream()
                .filter(entry -> inRelease.toString().matches(entry.getKey())).<Class<?>>map(Map.Entry::getValue)
                .toList();
        assertThat(types).as("what %s is", document).hasSize(1);

        JsonNode kept = json.readTree(Files.readString(KEPT.resolve(document)));
        JsonNode read = json.valueToTree(json.treeToValue(kept, types.get(0)));

        assertHolds(read, kept, document.toString());
    }

    @Test
    void whatIsLostWouldBeFound() throws IOException {
        JsonNode kept = json.readTree("{\"a\": [{\"b\": 1, \"c\": 2}]}");

        for (String read : List.of("{\"a\": [{\"b\": 1}]}", "{\"a\": []}", "{\"a\": [{\"b\": 1, \"c\": 3}]}", "{}")) {
            assertThat(catchThrowable(() -> assertHolds(json.readTree(read), kept, "x")))
                    .as(read).isInstanceOf(AssertionError.class);
        }
    }

    /** A newer version may say more, not less, and nothing else. */
    private static void assertHolds(JsonNode read, JsonNode kept, String where) {
        assertThat(read).as(where).isNotNull();
        if (kept.isObject()) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = kept.fields(); fields.hasNext();) {
                Map.Entry<String, JsonNode> field = fields.next();
                assertHolds(read.get(field.getKey()), field.getValue(), where + "." + field.getKey());
            }
        } else if (kept.isArray()) {
            assertThat(read.size()).as(where).isEqualTo(kept.size());
            for (int i = 0; i < kept.size(); i++) {
                assertHolds(read.get(i), kept.get(i), where + "[" + i + "]");
            }
        } else {
            assertThat(read.asText()).as(where).isEqualTo(kept.asText());
        }
    }
}
