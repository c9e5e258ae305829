package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.testbed.TestAuthority;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.TestStore;
import io.groundzero.backup.verifier.sandbox.Leftovers;

/** The verifier's step where it lacks something itself: that speaks against no backup. */
class UntestableBackupTest extends VerifyScene {

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
    void storeThatIsNotTrustedIsInconclusive() throws Exception {
        // Given
        BackupShipped message = backup().ship();
        verifier.close();
        verifier = new TestVerifier(store,
                Map.of("gz.bucket.certificate-authority", TestAuthority.create().certificate().toString()));

        // When, Then
        inconclusive(message, ErrorCode.BUCKET_UNTRUSTED, "not signed by an authority that is trusted here");
    }

    @Test
    void storeWithAnotherNameIsInconclusive() throws Exception {
        // Given
        BackupShipped message = backup().ship();
        verifier.close();
        verifier = new TestVerifier(store,
                Map.of("gz.bucket.endpoint", "https://127.0.0.1:" + store.endpoint().getPort()));

        // When, Then
        inconclusive(message, ErrorCode.BUCKET_UNTRUSTED, "its certificate is not for this host name");
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

    @Test
    void allThatTheTwinLacksIsToldAtOnce() throws Exception {
        // Given
        BackupShipped message = backup().manifest(whole -> {
            SourceFacts source = whole.source();
            return with(whole, new SourceFacts(source.postgresVersion(), 15, null, "1", "postgres", "UTF8", "libc",
                    "xx_YY.UTF-8", "xx_YY.UTF-8", null, true,
                    Map.of("lc_monetary", "yy_ZZ.UTF-8", "block_size", "32768", "DateStyle", "SQL, DMY", "TimeZone",
                            "Mars/Phobos")),
                    whole.databases().stream().map(UntestableBackupTest::lacking).toList(), whole.artifacts());
        }).ship();

        // When, Then
        for (String lacking : List.of("locale xx_YY.UTF-8 (the cluster)", "locale yy_ZZ.UTF-8 (lc_monetary)",
                "block_size 32768", "the value 'Mars/Phobos' of setting TimeZone", "extension vector",
                "postgresql-15-pgvector", "extension timescaledb")) {
            inconclusive(message, ErrorCode.EXTENSION_MISSING, lacking);
        }
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

    @Test
    void aFunctionWithoutEndIsEndedAndKeepsNobodyWaiting() throws Exception {
        // Given
        verifier.close();
        verifier = new TestVerifier(store, Map.of("gz.verifier.time-limit", "PT8S"));
        BackupShipped message = backup().globals(text -> text + "DO 'BEGIN LOOP PERFORM 1; END LOOP; END';\n").ship();

        // When, Then
        inconclusive(message, ErrorCode.VERIFICATION_TIMEOUT, "had not ended after PT8S (gz.verifier.time-limit)");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(Leftovers.find(verifier.sandbox().account(), verifier.scratchFolder())).isEmpty();
        assertThat(verifier.scratch().turn().tryLock()).isTrue();
        verifier.scratch().turn().unlock();
    }

    @Test
    void whatFillsTheDiskIsEndedBeforeItIsFull() throws Exception {
        // Given
        long free = Files.getFileStore(verifier.scratchFolder()).getUsableSpace() >> 20;
        verifier.close();
        verifier = new TestVerifier(store, Map.of("gz.verifier.space-kept", Long.toString(free - 512)));
        BackupShipped message = backup().globals(text -> text
                + "COPY (SELECT 1) TO PROGRAM 'fallocate -l 2G fill && sleep 600';\n").ship();

        // When, Then
        inconclusive(message, ErrorCode.DISK_FULL, "(gz.verifier.space-kept) stay free");
    }

    private static DatabaseFacts lacking(DatabaseFacts database) {
        Map<String, String> extensions = new TreeMap<>(database.extensions());
        extensions.put("timescaledb", "2.1");
        extensions.put("vector", "0.8");
        return new DatabaseFacts(database.name(), database.snapshotAt(), database.lsn(), database.encoding(),
                database.localeProvider(), "xx_YY.UTF-8", database.ctype(), null, null, extensions, List.of());
    }
}
