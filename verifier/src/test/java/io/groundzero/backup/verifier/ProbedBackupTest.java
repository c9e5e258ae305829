package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.fixture.TestStore;

/** What a probe says about a backup out of a bucket. */
class ProbedBackupTest {

    private static final String KEY = "correct horse battery staple";

    private static TestStore store;
    private Path folder;
    private TestVerifier verifier;

    @BeforeAll
    static void startStore() throws Exception {
        store = new TestStore();
        Path secrets = Files.createDirectories(Keys.folder().resolve("config/secrets"));
        Files.writeString(secrets.resolve("appkey"), KEY + "\n");
    }

    @AfterAll
    static void stopStore() throws Exception {
        store.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        folder = TestFolders.create("probed");
    }

    @AfterEach
    void stopVerifier() throws Exception {
        verifier.close();
    }

    @Test
    void applicationThatRunsOnTheRestoredDataIsPartOfTheProof() throws Exception {
        // Given
        start("good", "500");

        // When
        Proof proof = verifier.verify(new TestBackup(store, Keys.folder()).ship());

        // Then
        assertThat(proof.verdict()).as(proof.summary()).isEqualTo(Verdict.PROVEN);
        ProofStep step = proof.steps().get(proof.steps().size() - 2);
        assertThat(step.name()).isEqualTo("probe");
        assertThat(step.passed()).isTrue();
        assertThat(step.summary()).startsWith("shop runs on the restored data: 2 of 2 requests answered as expected (");
        assertThat(proof.rtoMillis())
                .isGreaterThanOrEqualTo(proof.steps().stream().mapToLong(ProofStep::millis).sum());
        assertThat(proof.toString()).doesNotContain(KEY);
    }

    @Test
    void applicationThatAnswersWronglyRefutes() throws Exception {
        // Given
        start("good", "501");

        // When
        Proof proof = verifier.verify(new TestBackup(store, Keys.folder()).ship());

        // Then
        assertThat(proof.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(proof.code()).isEqualTo(ErrorCode.PROBE_FAILED.name());
        assertThat(proof.summary()).contains("request customers", "expected 501 at /count, got 200: {\"count\": 500");
        assertThat(proof.rtoMillis()).isNull();
        assertThat(proof.toString()).doesNotContain(KEY);
    }

    @Test
    void applicationThatCannotBeStartedProvesNothing() throws Exception {
        // Given
        start("dies", "500");

        // When, Then
        assertThatThrownBy(() -> verifier.verify(new TestBackup(store, Keys.folder()).ship()))
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE))
                .hasMessageContaining("the application ended with exit code 3")
                .hasMessageNotContaining(KEY);
    }

    private void start(String manner, String count) throws Exception {
        Path application = folder.resolve("application.pl");
        Files.copy(Path.of(getClass().getResource("/probe/application.pl").toURI()), application);
        Files.setPosixFilePermissions(application, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path requests = Files.writeString(folder.resolve("requests.json"), """
                [{"name": "log in", "method": "POST", "path": "/login",
                  "body": {"password": "${file:secrets/appkey}"}, "save": {"ID": "/data/id"}},
                 {"name": "customers", "path": "/customers/${ID}/sales.customer",
                  "expect": {"equals": {"/count": COUNT}}}]""".replace("COUNT", count));
        verifier = new TestVerifier(store, Map.of("gz.probes.shop.database", "app", "gz.probes.shop.command",
                application + ",5678," + ClientPrograms.locate(15).program("psql") + "," + manner,
                "gz.probes.shop.ready", "http://127.0.0.1:5678/ready", "gz.probes.shop.requests",
                requests.toString()));
    }
}
