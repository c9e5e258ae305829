package io.groundzero.backup.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
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
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestStore;

/** The verifier's step on backups that are good: what proves them, and what becomes of the proof. */
class VerifyBackupTest extends VerifyScene {

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
                "restore", "compare", "check", "completeness");
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

    /** It lives from the globals on, while dumps come and go; what it swaps for links is walked as root. */
    @Test
    void programInADumpThatSwapsFoldersForLinksLosesNobodyAnything() throws Exception {
        // Given
        Path victim = verifier.scratchFolder().resolveSibling("victim");
        for (String name : List.of("database.dir", "globals.sql", "dump", "data", "inner")) {
            Files.writeString(Files.createDirectories(victim.resolve(name)).resolve("kept"), "kept");
        }
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rwx------"));
        String swap = "cd ..; mkdir data/bait; while sleep 0.2; do for d in dump globals probe tablespaces socket; do"
                + " for f in . database.dir globals.sql; do mv $d/$f data/bait/$d-$f-$RANDOM && ln -s " + victim
                + " $d/$f; done; done; mkdir -p data/deep/inner; touch data/deep/inner/kept; mv data/deep data/gone-$RANDOM;"
                + " ln -s " + victim + " data/deep; rm data/deep; done";
        String encoded = Base64.getEncoder().encodeToString(swap.getBytes(UTF_8));
        BackupShipped message = backup().globals(sql -> sql + "COPY (SELECT 1) TO PROGRAM '(echo " + encoded
                + " | base64 -d | bash) >/dev/null 2>&1 </dev/null &';\n").ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        assertThat(proof.verdict()).as(proof.summary()).isEqualTo(Verdict.PROVEN);
        try (Stream<Path> files = Files.walk(victim)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(5);
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
}
