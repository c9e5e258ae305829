package io.groundzero.backup.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.drill.DrillOutcome;
import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.OmittedDatabase;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.proof.DatabaseEvidence;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.NotInBackup;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;

/**
 * Each message and document in the JSON that other versions of this product write and read. A golden file changes
 * only together with a decision about the versions already in the field.
 */
class GoldenJsonTest {

    private static final String ID = "main-20261123T030000Z";
    private static final Instant AT = Instant.parse("2026-11-23T03:00:00Z");
    private static final Digest PLAIN = new Digest(1000, "a".repeat(64));
    private static final Digest ENCRYPTED = new Digest(1040, "b".repeat(64));
    private static final String RECIPIENT = "0123456789ABCDEF0123456789ABCDEF01234567";

    private static final SourceFacts SOURCE = new SourceFacts("16.4", 16, "postgres:16-alpine", "7412345678901234567",
            "postgres", "UTF8", "libc", "en_US.utf8", "en_US.utf8", null, false,
            Map.of("shared_preload_libraries", ""));
    private static final DatabaseFacts DATABASE = new DatabaseFacts("app", AT.plusSeconds(1), "0/1A2B3C4D", "UTF8",
            "libc", "en_US.utf8", "en_US.utf8", null, "2.36", Map.of("pgcrypto", "1.3"),
            List.of("public.german=153.14"));
    private static final DumpedArtifact DUMPED = new DumpedArtifact("app", ArtifactKind.DATABASE, "app.dir.tar.gpg",
            "work/" + ID + "/app.dir", true, false, PLAIN);
    private static final EncryptedArtifact ARTIFACT = new EncryptedArtifact("app", ArtifactKind.DATABASE,
            "app.dir.tar.gpg", PLAIN, ENCRYPTED, List.of(RECIPIENT));
    private static final List<OmittedDatabase> OMITTED = List.of(new OmittedDatabase("drafts", "it is a template"));
    private static final DumpRecord RECORD = new DumpRecord(ID, "main", AT, AT.plusSeconds(1), AT.plusSeconds(9),
            SOURCE,
            List.of(DATABASE), List.of(DUMPED), "directory", "counts", Map.of("pg_dump", "16.4"),
            List.of("n8n/encryption-key"), OMITTED, "process 7 of role mallory");
    private static final Manifest MANIFEST = new Manifest(1, ID, "main", AT, AT.plusSeconds(20), SOURCE,
            List.of(DATABASE), List.of(ARTIFACT), "directory", "counts", Map.of("pg_dump", "16.4"),
            Map.of("dump", 8000L), List.of("n8n/encryption-key"), OMITTED).withRestoreGuide(PLAIN);
    private static final BackupShipped SHIPPED = new BackupShipped(ID, "main", "gz/main/" + ID + "/manifest.json",
            PLAIN,
            AT.plusSeconds(21));
    private static final BackupShipped DRILL = new BackupShipped(ID, "main", SHIPPED.manifestObject(), PLAIN,
            AT.plusSeconds(40), new DrillOrder("drill-20261123T030040Z", AT.plusSeconds(40), "api", 86400, 14400,
                    List.of(new DrillOrder.Restore(AT, 1040, 8000))));
    private static final Proof PROOF = new Proof(1, ID, "main", "s3://bucket/gz", PLAIN, Verdict.PROVEN, null,
            "1 of 1 tables identical", "counts", AT, AT.plusSeconds(22), AT.plusSeconds(30), AT.plusSeconds(1), 8000L,
            AT.plusSeconds(129600), List.of(new ProofStep("compare", 12, true, "1 of 1 tables identical",
                    List.of("app: public.jobs: 7 rows"))),
            List.of(new TableEvidence("app", "public.jobs", 7L, true, null)),
            List.of("app: 2 jobs have no result, on the source too"),
            new NotInBackup(List.of(new NotInBackup.Item("table of an extension", "app.pgmq.q_orders", 1000L, true,
                    true,
                    "table pgmq.q_orders in database app belongs to extension pgmq: its 1000 rows are not in the backup")),
                    2),
            List.of(new DatabaseEvidence("app", Verdict.PROVEN, null, null)));

    private static final MutationReport MUTATION = new MutationReport(1, AT, 61000, "16.4", false,
            "1 of 2 mutants survived", List.of(new MutationReport.Trial("as it is", null, null, Verdict.PROVEN, null,
                    true, "1 of 1 tables identical")),
            List.of(new MutationReport.Trial("one row less", "CONTENT_DIFFERS", "shop.customer", Verdict.REFUTED,
                    "CONTENT_DIFFERS", true, "sample: shop.customer has 199 rows, 200 in the source"),
                    new MutationReport.Trial("0 to -0", "CONTENT_DIFFERS", "types.zeros", Verdict.PROVEN, null, false,
                            "1 of 1 tables identical")));
    private static final DrillReport REPORT = new DrillReport(1, DRILL.drill().id(), "main", DrillOutcome.PASSED,
            AT.plusSeconds(40), "api", AT.plusSeconds(41), AT.plusSeconds(49), ID, "s3://bucket/gz",
            new DrillReport.StoredObject(SHIPPED.manifestObject(), PLAIN),
            new DrillReport.StoredObject("gz/proofs/" + ID + "/20261123T030040Z.json", ENCRYPTED), AT.plusSeconds(1),
            1040L, Verdict.PROVEN, null, "1 of 1 tables identical", "full", "1 of 1 tables identical",
            DrillReport.Measure.of(8000L, 14400), DrillReport.Measure.of(39000L, 86400),
            List.of(new DrillReport.Phase("compare", 12, true, "1 of 1 tables identical")),
            List.of("app: 2 jobs have no result, on the source too"),
            new Forecast(Forecast.Kind.EXCEEDED_AT, AT.plusSeconds(86400 * 400), 36.0, 5), DRILL.drill().history());

    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL,
                    JsonInclude.Include.NON_NULL))
            .build();

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("backup-requested", new BackupRequested(ID, "main", AT, "schedule")),
                Arguments.of("artifact-dumped", new ArtifactDumped(ID, "main", DUMPED)),
                Arguments.of("artifact-encrypted",
                        new ArtifactEncrypted(ID, "main", ARTIFACT, "pg/" + ID + "/app.dir.tar.gpg", 1500)),
                Arguments.of("backup-shipped", SHIPPED), Arguments.of("backup-shipped-drill", DRILL),
                Arguments.of("status-progress",
                        new StatusEvent("e1", ID, "main", Stage.DUMP, null, StageState.PROGRESS, 1, AT, 10L, 100L, null,
                                null, null, null)),
                Arguments.of("status-retrying",
                        new StatusEvent("e2", ID, "main", Stage.SHIP, "app.dir.tar.gpg", StageState.RETRYING, 2, AT,
                                null, null, "BUCKET_UNREACHABLE", "connection refused", AT.plusSeconds(60), null)),
                Arguments.of("status-dumped",
                        new StatusEvent("e3", ID, "main", Stage.DUMP, null, StageState.DONE, 1, AT, 100L, 100L, null,
                                null, null, StatusEvent.Facts.dumped(RECORD))),
                Arguments.of("status-shipped",
                        new StatusEvent("e4", ID, "main", Stage.SHIP, "app.dir.tar.gpg", StageState.DONE, 1, AT, 100L,
                                100L, null, null, null, StatusEvent.Facts.shipped(SHIPPED, MANIFEST))),
                Arguments.of("status-verified",
                        new StatusEvent("e5", ID, "main", Stage.VERIFY, null, StageState.DONE, 1, AT, null, null, null,
                                null, null, StatusEvent.Facts.proof(PROOF))),
                Arguments.of("status-signed",
                        new StatusEvent("e8", ID, "main", Stage.VERIFY, null, StageState.DONE, 1, AT, null, null, null,
                                null, null, StatusEvent.Facts.proof(PROOF, new StatusEvent.SignedReport("{ }\n",
                                        "-----BEGIN PGP SIGNATURE-----\n")))),
                Arguments.of("status-drilled",
                        new StatusEvent("e7", ID, "main", Stage.VERIFY, null, StageState.DONE, 1, AT, null, null, null,
                                null, null,
                                StatusEvent.Facts.drill(PROOF, new StatusEvent.SignedReport("{ }\n",
                                        "-----BEGIN PGP SIGNATURE-----\n")),
                                DRILL.drill().id())),
                Arguments.of("drill-report", REPORT),
                Arguments.of("status-joined",
                        new StatusEvent("e6", ID, "main", Stage.DUMP, null, StageState.JOINED, 1, AT, null, null, null,
                                null, null, StatusEvent.Facts.joined("main-20261123T025959Z"))),
                Arguments.of("mutation-report", MUTATION), Arguments.of("manifest", MANIFEST),
                Arguments.of("proof", PROOF), Arguments.of("dump-record", RECORD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void isWrittenAsTheGoldenFileSays(String name, Object document) throws IOException {
        String written = json.writeValueAsString(document) + "\n";

        assertThat(written).isEqualTo(golden(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void isReadFromTheGoldenFile(String name, Object document) throws IOException {
        Object read = json.readValue(golden(name), document.getClass());

        assertThat(read).isEqualTo(document);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void ignoresWhatANewerVersionAdds(String name, Object document) throws IOException {
        String newer = golden(name).replaceFirst("\\{", "{ \"added-later\": {\"x\": 1}, ");

        Object read = json.readValue(newer, document.getClass());

        assertThat(read).isEqualTo(document);
    }

    /** Backups that lie in buckets were not written by this version. */
    @Test
    void readsWhatTheFirstVersionWrote() throws IOException {
        Manifest manifest = json.readValue(golden("first-version-manifest"), Manifest.class);
        DumpRecord record = json.readValue(golden("first-version-dump-record"), DumpRecord.class);
        Proof proof = json.readValue(golden("first-version-proof"), Proof.class);
        BackupShipped shipped = json.readValue(golden("first-version-backup-shipped"), BackupShipped.class);

        assertThat(manifest.secretFiles()).isEmpty();
        assertThat(manifest.source().settings()).isEmpty();
        assertThat(manifest.omittedDatabases()).isEmpty();
        assertThat(record.secretFiles()).isEmpty();
        assertThat(record.omittedDatabases()).isEmpty();
        assertThat(proof.tables()).isEmpty();
        assertThat(proof.findings()).isEmpty();
        assertThat(shipped).isEqualTo(SHIPPED);
    }

    private String golden(String name) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/golden/" + name + ".json")) {
            assertThat(file).as("golden file %s", name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
