package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.SharedStore;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestStore;

/** A verifier for each test, on real backups in a real bucket. */
@ExtendWith(SharedStore.class)
abstract class VerifyScene {

    static final String APP = ObjectNames.directoryDumpCompressed("app");

    static TestStore store;
    TestVerifier verifier;

    @BeforeAll
    static void findStore() {
        store = SharedStore.get();
    }

    @BeforeEach
    void startVerifier() throws Exception {
        verifier = new TestVerifier(store, Map.of());
    }

    @AfterEach
    void stopVerifier() throws Exception {
        verifier.close();
    }

    TestBackup backup() throws Exception {
        return new TestBackup(store, Keys.folder());
    }

    static void refuted(Proof proof, ErrorCode code, String step, String words) {
        assertThat(proof.code()).as("%s", proof.summary()).isEqualTo(code.name());
        assertThat(proof.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(proof.summary()).contains(words);
        assertThat(proof.rtoMillis()).isNull();
        assertThat(proof.steps()).filteredOn(ran -> !ran.passed()).extracting(ProofStep::name).containsExactly(step);
        assertThat(store.keys(TestStore.PREFIX + "/proofs/" + proof.backupId() + "/")).hasSize(2);
    }

    void inconclusive(BackupShipped message, ErrorCode code, String words) {
        assertThatThrownBy(() -> verifier.verify(message)).isInstanceOf(BackupException.class)
                .hasMessageContaining(words).extracting(e -> ((BackupException) e).code()).isEqualTo(code);
    }

    static Manifest with(Manifest whole, SourceFacts source, List<DatabaseFacts> databases,
            List<EncryptedArtifact> artifacts) {
        return new Manifest(whole.schemaVersion(), whole.backupId(), whole.cluster(), whole.requestedAt(),
                whole.shippedAt(), source, databases, artifacts, whole.format(), whole.fingerprintLevel(),
                whole.tools(), whole.durations(), whole.secretFiles(), whole.omittedDatabases(), whole.restoreGuide());
    }
}
