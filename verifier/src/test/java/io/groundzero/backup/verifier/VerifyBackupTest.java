package io.groundzero.backup.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.OmittedDatabase;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.TableFingerprint;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.catalogue.SequenceFingerprint;
import io.groundzero.backup.fingerprint.catalogue.SequenceValue;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestStore;

/** The verifier's step on real backups in a real bucket: every verdict, and what leads to it. */
class VerifyBackupTest {

    private static final String APP = ObjectNames.directoryDumpCompressed("app");

    private static TestStore store;
    private TestVerifier verifier;

    @BeforeAll
    static void startStore() {
        store = new TestStore();
    }

    @AfterAll
    static void stopStore() throws Exception {
        store.close();
    }

    @BeforeEach
    void startVerifier() throws Exception {
        verifier = new TestVerifier(store, Map.of());
    }

    @AfterEach
    void stopVerifier() throws Exception {
        verifier.close();
    }

    private TestBackup backup() throws Exception {
        return new TestBackup(store, Keys.folder());
    }

    @Test
    void faithfulBackupIsProvenWithASignedProof() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        store.put(backup.key("stray"), new byte[3]);

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.summary()).matches("4 of 4 tables identical, \\d+ catalogue entries, 2 sequences, 3 roles "
                + "\\(level full\\)");
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(proof.code()).isNull();
        assertThat(proof.steps()).extracting(ProofStep::name).containsExactly("fetch", "decrypt", "initialise",
                "restore", "compare", "check");
        assertThat(proof.steps()).allMatch(ProofStep::passed);
        assertThat(proof.rtoMillis())
                .isGreaterThanOrEqualTo(proof.steps().stream().mapToLong(ProofStep::millis).sum());
        assertThat(proof.steps().get(0).evidence()).anyMatch(line -> line.startsWith("unexpected object")
                && line.contains("stray, 3 bytes"));
        assertThat(proof.steps().get(4).evidence()).contains("app: sales.customer: 500 rows",
                "app: sales.invoice: 300 rows", "app: 1 large objects", "postgres: public.in_postgres: 10 rows");
        assertThat(proof.tables()).hasSize(4)
                .contains(new TableEvidence("app", "sales.customer", 500L, true, null))
                .allMatch(TableEvidence::identical);
        assertThat(proof.snapshotAt()).isEqualTo("2026-11-23T03:00:01Z");
        assertThat(proof.expiresAt()).isEqualTo(proof.finishedAt().plusSeconds(36 * 3600));
        assertThat(proof.copy()).isEqualTo("s3://backups/dr/test");
        String key = TestStore.PREFIX + "/proofs/" + message.backupId() + "/"
                + message.requestedAt().toString().replaceAll("[-:]", "") + ".json";
        assertThat(store.keys(TestStore.PREFIX + "/proofs/" + message.backupId() + "/")).containsExactly(key,
                key + ".asc");
        byte[] body = store.get(key);
        assertThat(WireFormat.mapper().readValue(body, Proof.class)).isEqualTo(proof);
        VerificationKeys.load(List.of(Keys.folder().resolve("verifier.pub"))).verify(body, store.get(key + ".asc"));
    }

    @Test
    void proofThatWasWrittenButNotUploadedIsUploadedUnchanged() throws Exception {
        // Given
        BackupShipped message = backup().globals(sql -> sql + "GRANT nobody_knows TO app;\n").ship();
        String key = ObjectNames.proof(TestStore.PREFIX, BackupId.parse(message.backupId()), message.requestedAt());
        Proof first = verifier.verify(message);
        String name = message.backupId() + "-" + key.substring(key.lastIndexOf('/') + 1);
        Path pending = verifier.scratchFolder().resolve("proofs");
        Files.write(pending.resolve(name), store.get(key));
        Files.write(pending.resolve(name + ".asc"), store.get(key + ".asc"));
        store.delete(key);

        // When
        Proof second = verifier.verify(message);

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(WireFormat.mapper().readValue(store.get(key), Proof.class)).isEqualTo(first);
    }

    @Test
    void plainFormatIsProven() throws Exception {
        // Given
        BackupShipped message = backup().plainFormat().ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.summary()).matches("4 of 4 tables identical, \\d+ catalogue entries, 2 sequences, 3 roles "
                + "\\(level full\\)");
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void databasesThatWereLeftOutAreAFinding() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> new Manifest(whole.schemaVersion(), whole.backupId(),
                whole.cluster(), whole.requestedAt(), whole.shippedAt(), whole.source(), whole.databases(),
                whole.artifacts(), whole.format(), whole.fingerprintLevel(), whole.tools(), whole.durations(),
                whole.secretFiles(), List.of(new OmittedDatabase("drafts", "it is a template")))).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.findings()).containsExactly("database drafts is not in the backup: it is a template");
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void secondDeliveryReturnsTheProofOfTheFirst() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        Proof first = verifier.verify(message);
        store.delete(backup.key(APP));

        // When
        Proof second = verifier.verify(message);

        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anOlderProofThatWasCopiedIsNoAnswer() throws Exception {
        // Given
        BackupShipped message = backup().ship();
        verifier.verify(message);
        BackupShipped again = new BackupShipped(message.backupId(), message.cluster(), message.manifestObject(),
                message.manifest(), message.requestedAt().plusSeconds(60));
        String old = ObjectNames.proof(TestStore.PREFIX, BackupId.parse(message.backupId()), message.requestedAt());
        String key = ObjectNames.proof(TestStore.PREFIX, BackupId.parse(message.backupId()), again.requestedAt());
        store.put(key + ".asc", store.get(old + ".asc"));
        store.put(key, store.get(old));

        // When, Then
        inconclusive(again, ErrorCode.OBJECT_CONFLICT, "it was copied there");
    }

    @Test
    void proofThatSomebodyElsePlantedIsNotBelieved() throws Exception {
        // Given
        BackupShipped message = backup().ship();
        Proof planted = new Proof(1, message.backupId(), message.cluster(), "s3", message.manifest(), Verdict.PROVEN,
                null, "all is well", "full", message.requestedAt(), message.requestedAt(), message.requestedAt(),
                message.requestedAt(), 1L, message.requestedAt(), List.of(), List.of(), List.of());
        String key = ObjectNames.proof(TestStore.PREFIX, BackupId.parse(message.backupId()), message.requestedAt());
        store.put(key + ".asc", "none".getBytes(UTF_8));
        store.put(key, WireFormat.mapper().writeValueAsBytes(planted));

        // When, Then
        inconclusive(message, ErrorCode.OBJECT_CONFLICT, "was not signed by this verifier's key");
    }

    @Test
    void flippedBitRefutes() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        store.flip(backup.key(APP));

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.OBJECT_CORRUPT, "fetch", APP);
    }

    @Test
    void truncatedObjectRefutes() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        store.truncate(backup.key(ObjectNames.GLOBALS));

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.OBJECT_CORRUPT, "fetch", ObjectNames.GLOBALS);
    }

    @Test
    void missingObjectRefutes() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        store.delete(backup.key(APP));

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.OBJECT_MISSING, "fetch", APP);
    }

    @Test
    void changedManifestRefutes() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        store.flip(backup.key(ObjectNames.MANIFEST));

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.MANIFEST_INVALID, "fetch", ObjectNames.MANIFEST);
    }

    @Test
    void strangersSignatureRefutes() throws Exception {
        // Given
        BackupShipped message = backup().signedBy("stranger").ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.SIGNATURE_INVALID, "fetch", ObjectNames.MANIFEST);
    }

    @Test
    void manifestWithoutFingerprintRefutes() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> with(whole, whole.source(), whole.databases(),
                whole.artifacts().stream().filter(artifact -> artifact.kind() != ArtifactKind.FINGERPRINT).toList()))
                .ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.MANIFEST_INVALID, "fetch", "FINGERPRINT");
    }

    @Test
    void plaintextThatIsNotWhatWasEncryptedRefutes() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> with(whole, whole.source(), whole.databases(),
                whole.artifacts().stream()
                        .map(artifact -> artifact.object().equals(APP)
                                ? new EncryptedArtifact(artifact.name(), artifact.kind(), artifact.object(),
                                        new Digest(1, artifact.plain().sha256()), artifact.encrypted(),
                                        artifact.recipients())
                                : artifact)
                        .toList()))
                .ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.DECRYPTION_FAILED, "decrypt", APP);
    }

    @Test
    void differentContentRefutesAndNamesTheTable() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(VerifyBackupTest::oneRowMore).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.CONTENT_DIFFERS, "compare", "app: sales.customer has 500 rows, 501 in the source");
        assertThat(proof.steps().get(4).evidence().get(0)).contains("sales.customer has 500 rows");
        assertThat(proof.tables()).hasSize(4).first().isEqualTo(
                new TableEvidence("app", "sales.customer", 501L, false, "has 500 rows, 501 in the source"));
    }

    @Test
    void whatTheCopyLacksBesideRowsRefutesAndIsNamed() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(whole -> changed(whole,
                database -> new DatabaseFingerprint(database.database(), database.tables(), database.largeObjects(),
                        database.largeObjectContent(), database.materializedViews(),
                        with(database.catalogue(), "index sales.lost", "CREATE INDEX lost"), ahead(database),
                        database.extensions()),
                with(whole.cluster(), "membership of app in nobody", "admin: false"))).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.CONTENT_DIFFERS, "compare", "cluster: membership of app in nobody is missing");
        assertThat(proof.summary()).contains("app: index sales.lost is missing",
                "app: sequence sales.customer_id_seq stands at 500, 600 in the source");
        assertThat(proof.tables()).hasSize(4).allMatch(TableEvidence::identical);
    }

    @Test
    void fingerprintOfTheFirstVersionIsComparedByRowsAndTheProofSaysSo() throws Exception {
        // Given
        BackupShipped message = backup().ofTheFirstVersion().ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.summary()).isEqualTo("4 of 4 tables identical, but neither catalogue nor sequences: a backup "
                + "of an earlier version does not tell them (level full)");
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void fingerprintOfTheFirstVersionInALaterBackupRefutes() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(TestBackup::rowsOnly).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.CONTENT_DIFFERS, "compare", "tells rows only");
    }

    @Test
    void manifestWithoutChecksRefutes() throws Exception {
        // Given
        BackupShipped message = backup().withoutChecks().ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.MANIFEST_INVALID, "fetch", "lists 0 artifacts of kind CHECKS");
    }

    @Test
    void fingerprintWithoutItsCatalogueRefutes() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(whole -> new Fingerprint(2, whole.level(),
                TestBackup.rowsOnly(whole).databases(), whole.cluster())).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.CONTENT_DIFFERS, "compare", "lacks a catalogue");
    }

    @Test
    void fingerprintThatCoversLessThanTheBackupRefutes() throws Exception {
        // Given
        BackupShipped message = backup().fingerprint(
                whole -> new Fingerprint(2, whole.level(), whole.databases().subList(0, 1), whole.cluster())).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.CONTENT_DIFFERS, "compare", "covers [postgres]");
    }

    @Test
    void restoreErrorRefutesWithPostgresWords() throws Exception {
        // Given
        BackupShipped message = backup().globals(sql -> sql + "GRANT nobody_knows TO app;\n").ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.RESTORE_FAILED, "restore", "role \"nobody_knows\" does not exist");
    }

    @Test
    void psqlCommandInGlobalsIsNeverRun() throws Exception {
        // Given
        BackupShipped message = backup().globals(sql -> sql + "\\! touch " + verifier.scratchFolder() + "/evil\n")
                .ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.RESTORE_FAILED, "restore", "psql command");
    }

    @Test
    void programInADumpFindsNoKeyNoNetworkAndNobody() throws Exception {
        // Given
        String key = Keys.folder().resolve("recipient.asc").toString();
        String program = "test ! -s " + key + " && ! (echo > /dev/tcp/127.0.0.1/" + store.endpoint().getPort()
                + ") 2> /dev/null && test $(cat /proc/net/dev | wc -l) -eq 3 && test -z \"$(ls /run)\""
                + " && ! ps ax | grep -q [j]ava";
        BackupShipped message = backup().globals(sql -> sql + "COPY (SELECT 1) TO PROGRAM 'bash -c ''"
                + program.replace("'", "''''") + "''';\n").ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.summary()).contains("identical");
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void wrongPrivateKeyIsInconclusive() throws Exception {
        // Given
        verifier.close();
        verifier = new TestVerifier(store, Map.of("gz.verifier.decryption-keys",
                Keys.folder().resolve("other.asc").toString()));
        BackupShipped message = backup().ship();

        // When, Then
        inconclusive(message, ErrorCode.DECRYPTION_KEY_MISSING, "");
    }

    @Test
    void missingExtensionsAndLocalesAreInconclusiveAndAllNamed() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> with(whole, whole.source(), whole.databases().stream()
                .map(database -> database.name().equals("app") ? lacking(database) : database).toList(),
                whole.artifacts())).ship();

        // When, Then
        inconclusive(message, ErrorCode.EXTENSION_MISSING, "extension timescaledb 2.1 (database app), "
                + "extension vector 0.8 (database app; Debian: postgresql-15-pgvector), locale xx_YY.UTF-8 (database app)");
    }

    @Test
    void missingClusterLocaleIsInconclusive() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> {
            SourceFacts source = whole.source();
            return with(whole, new SourceFacts(source.postgresVersion(), 15, null, "1", "postgres", "UTF8", "libc",
                    "xx_YY.UTF-8", "xx_YY.UTF-8", null, true, Map.of()), whole.databases(), whole.artifacts());
        }).ship();

        // When, Then
        inconclusive(message, ErrorCode.EXTENSION_MISSING, "xx_YY.UTF-8");
    }

    @Test
    void missingServerProgramsAreInconclusive() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> with(whole, new SourceFacts("99.1", 99, null, "1",
                "postgres", "UTF8", "libc", "C", "C", null, true, Map.of()), whole.databases(), whole.artifacts()))
                .ship();

        // When, Then
        inconclusive(message, ErrorCode.EXTENSION_MISSING, "install postgresql-99");
    }

    @Test
    void storeThatIsDownIsInconclusiveAndHealsByItself() throws Exception {
        // Given
        BackupShipped message = backup().ship();
        store.server().stop();
        try {
            // When, Then
            inconclusive(message, ErrorCode.BUCKET_UNREACHABLE, "s3://backups");
        } finally {
            store.server().resume();
        }
        assertThat(verifier.verify(message).verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void messageOfAnotherPrefixIsNoVerdict() throws Exception {
        // Given
        BackupShipped shipped = backup().ship();
        BackupShipped message = new BackupShipped(shipped.backupId(), shipped.cluster(),
                "other/" + shipped.manifestObject(), shipped.manifest(), shipped.requestedAt());

        // When, Then
        inconclusive(message, ErrorCode.MESSAGE_UNREADABLE, "here it would be dr/test/main/");
    }

    private static void refuted(Proof proof, ErrorCode code, String step, String words) {
        assertThat(proof.code()).as("%s", proof.summary()).isEqualTo(code.name());
        assertThat(proof.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(proof.summary()).contains(words);
        assertThat(proof.rtoMillis()).isNull();
        ProofStep last = proof.steps().get(proof.steps().size() - 1);
        assertThat(last.name()).isEqualTo(step);
        assertThat(last.passed()).isFalse();
        assertThat(store.keys(TestStore.PREFIX + "/proofs/" + proof.backupId() + "/")).hasSize(2);
    }

    private void inconclusive(BackupShipped message, ErrorCode code, String words) {
        assertThatThrownBy(() -> verifier.verify(message)).isInstanceOf(BackupException.class)
                .hasMessageContaining(words).extracting(e -> ((BackupException) e).code()).isEqualTo(code);
    }

    @Test
    void allThatTheTwinLacksIsToldAtOnce() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> {
            SourceFacts source = whole.source();
            return with(whole, new SourceFacts(source.postgresVersion(), 15, null, "1", "postgres", "UTF8", "libc",
                    "xx_YY.UTF-8", "xx_YY.UTF-8", null, true,
                    Map.of("lc_monetary", "yy_ZZ.UTF-8", "block_size", "32768")),
                    whole.databases().stream().map(VerifyBackupTest::lacking).toList(), whole.artifacts());
        }).ship();

        // When, Then
        for (String lacking : List.of("locale xx_YY.UTF-8 (the cluster)", "locale yy_ZZ.UTF-8 (lc_monetary)",
                "block_size 32768", "extension vector", "postgresql-15-pgvector", "extension timescaledb")) {
            inconclusive(message, ErrorCode.EXTENSION_MISSING, lacking);
        }
    }

    @Test
    void aSettingThatIsHarmlesslyDifferentIsTold() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> {
            SourceFacts source = whole.source();
            return with(whole, new SourceFacts(source.postgresVersion(), 15, null, "1", "postgres", "UTF8", "libc",
                    source.collate(), source.ctype(), null, true,
                    Map.of("shared_preload_libraries", "pg_stat_statements", "block_size", "8192", "lc_monetary", "C")),
                    whole.databases(), whole.artifacts());
        }).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(proof.steps()).flatExtracting(ProofStep::evidence)
                .anyMatch(line -> line.contains("shared_preload_libraries") && line.contains("pg_stat_statements"))
                .noneMatch(line -> line.contains("block_size"));
    }

    @Test
    void aBackupThatCannotBeTestedLeavesASignedProofThatDecidesNothing() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> with(whole, new SourceFacts("99.1", 99, null, "1",
                "postgres", "UTF8", "libc", "C", "C", null, true, Map.of()), whole.databases(), whole.artifacts()))
                .ship();
        String folder = ObjectNames.proofFolder(TestStore.PREFIX, BackupId.parse(message.backupId()));

        // When
        Work.Failure failure = catchThrowableOfType(Work.Failure.class, () -> verifier.verify(message));

        // Then
        Proof told = failure.facts().proof();
        assertThat(told.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(told.code()).isEqualTo("EXTENSION_MISSING");
        assertThat(told.rtoMillis()).isNull();
        assertThat(told.steps()).extracting(ProofStep::name).containsExactly("fetch");
        List<String> keys = store.keys(folder);
        assertThat(keys).hasSize(2).allMatch(key -> key.contains(".inconclusive-"));
        byte[] stored = store.get(keys.get(0));
        assertThat(WireFormat.mapper().readValue(stored, Proof.class)).isEqualTo(told);
        VerificationKeys.load(List.of(Keys.folder().resolve("verifier.pub"))).verify(stored, store.get(keys.get(1)));
        // nothing that the next attempt could take for an answer
        inconclusive(message, ErrorCode.EXTENSION_MISSING, "install postgresql-99");
    }

    private static Manifest with(Manifest whole, SourceFacts source, List<DatabaseFacts> databases,
            List<EncryptedArtifact> artifacts) {
        return new Manifest(whole.schemaVersion(), whole.backupId(), whole.cluster(), whole.requestedAt(),
                whole.shippedAt(), source, databases, artifacts, whole.format(), whole.fingerprintLevel(),
                whole.tools(), whole.durations(), whole.secretFiles(), whole.omittedDatabases());
    }

    private static DatabaseFacts lacking(DatabaseFacts database) {
        Map<String, String> extensions = new TreeMap<>(database.extensions());
        extensions.put("timescaledb", "2.1");
        extensions.put("vector", "0.8");
        return new DatabaseFacts(database.name(), database.snapshotAt(), database.lsn(), database.encoding(),
                database.localeProvider(), "xx_YY.UTF-8", database.ctype(), null, null, extensions, List.of());
    }

    private static Fingerprint oneRowMore(Fingerprint whole) {
        return changed(whole, database -> new DatabaseFingerprint(database.database(), database.tables().stream()
                .map(table -> table.table().equals("customer")
                        ? new TableFingerprint(table.schema(), table.table(), table.rows() + 1, table.content())
                        : table)
                .toList(), database.largeObjects(), database.largeObjectContent(), database.materializedViews(),
                database.catalogue(), database.sequences(), database.extensions()), whole.cluster());
    }

    private static Fingerprint changed(Fingerprint whole, UnaryOperator<DatabaseFingerprint> app, Catalogue cluster) {
        return new Fingerprint(whole.schemaVersion(), whole.level(), whole.databases().stream()
                .map(database -> database.database().equals("app") ? app.apply(database) : database).toList(),
                cluster);
    }

    private static Catalogue with(Catalogue catalogue, String name, String definition) {
        Map<String, String> entries = new TreeMap<>(catalogue.entries());
        entries.put(name, definition);
        return new Catalogue(entries, catalogue.changed());
    }

    private static List<SequenceFingerprint> ahead(DatabaseFingerprint database) {
        SequenceValue value = new SequenceValue(600, true);
        return database.sequences().stream().map(sequence -> sequence.name().equals("sales.customer_id_seq")
                ? new SequenceFingerprint(sequence.name(), sequence.increment(), value, value)
                : sequence).toList();
    }
}
