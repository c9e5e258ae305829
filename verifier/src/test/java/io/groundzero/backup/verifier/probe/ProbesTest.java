package io.groundzero.backup.verifier.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.ProofStep;

/** What an application answers on the restored data, and what becomes of that. */
class ProbesTest extends ProbeScene {

    @Test
    void applicationThatAnswersRightPasses() throws Exception {
        // When
        run("good", """
                [{"name": "log in", "method": "POST", "path": "/login",
                  "body": {"user": "owner", "password": "${file:secrets/appkey}"},
                  "expect": {"status": 200, "contains": ["data"]}, "save": {"ID": "/data/id"}},
                 {"name": "customers", "path": "/customers/${ID}",
                  "expect": {"status": 200, "contains": ["count", "role"],
                             "equals": {"/count": 500, "/role": "app", "/list": [1, null]}}},
                 {"name": "no redirect", "method": "HEAD", "url": "http://127.0.0.1:5678/ready"}]""");

        // Then
        ProofStep step = step();
        assertThat(step.name()).isEqualTo("probe");
        assertThat(step.passed()).isTrue();
        assertThat(step.summary()).isEqualTo("app runs on the restored data: 3 of 3 requests answered as expected "
                + "(log in, customers, no redirect)");
        assertThat(step.evidence()).hasSize(5);
        assertThat(step.evidence().get(0)).isEqualTo("app: role app can connect to database app");
        assertThat(step.evidence().get(1)).matches("app: ready after \\d+ ms");
        assertThat(step.evidence().get(2))
                .matches("app: log in \\(POST http://127.0.0.1:5678/login\\): 200 after \\d+ ms");
        assertThat(step.evidence().get(3)).contains("/customers/${ID}");
    }

    @Test
    void wrongAnswerRefutes() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "log in", "method": "POST", "path": "/login",
                  "body": {"password": "${file:secrets/appkey}"}, "save": {"ID": "/data/id"}},
                 {"name": "customers", "path": "/customers/${ID}", "expect": {"equals": {"/count": 501}}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageStartingWith("probe app: request customers (GET http://127.0.0.1:5678/customers/"
                + "${ID}): expected 501 at /count, got 200: {\"count\": 500,");
        assertThat(step().passed()).isFalse();
    }

    @Test
    void wrongStatusRefutesAndTheAnswerIsShortened() throws Exception {
        // When
        BackupException failure = failure("good", "[{\"name\": \"nowhere\", \"path\": \"/nowhere\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageContaining("expected status 200 to 299, got 404: {\"message\": \"GET /nowhere")
                .hasMessageEndingWith("xxx…");
        assertThat(failure.getMessage().length()).isLessThan(400);
    }

    @Test
    void missingPieceAndMissingValueRefute() throws Exception {
        assertThat(failure("good", """
                [{"name": "piece", "path": "/ready", "expect": {"contains": ["ready", "steady"]}}]"""))
                .hasMessageContaining("expected an answer that contains \"steady\", got 200: ready");
        assertThat(failure("good", """
                [{"name": "value", "path": "/ready", "save": {"ID": "/data/id"}}]"""))
                .hasMessageContaining("expected a value at /data/id, got 200: ready");
    }

    @Test
    void keyThatDoesNotFitRefutesAndIsNotShown() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "log in", "method": "POST", "path": "/login", "headers": {"X-Pin": "${file:secrets/pin}"},
                  "body": {"password": "wrong", "pin": "${file:secrets/pin}"}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageContaining("got 401: {\"message\": \"the key ••• is not in {\"password\":")
                .hasMessageContaining("\"pin\":\"•••\"");
        nothingIsTold(failure);
    }

    @Test
    void secretsAreShownInNoForm() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "log in", "method": "POST", "path": "/login", "save": {"TOKEN": "/data/token"},
                  "body": {"password": "${file:secrets/appkey}"}},
                 {"name": "echo", "method": "POST", "path": "/echo",
                  "headers": {"Authorization": "Bearer ${TOKEN}", "X-Key": "${file:secrets/appkey}"},
                  "body": {"k": "${file:secrets/appkey}"}, "expect": {"contains": ["${file:secrets/appkey}!"]}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageContaining("an answer that contains \"•••!\"")
                .hasMessageContaining("authorization: Bearer •••").hasMessageContaining("cookie: session=•••");
        nothingIsTold(failure);
    }

    @Test
    void timeLimitHoldsForAllTogether() throws Exception {
        // Given
        timeLimit = Duration.ofSeconds(4);

        // When; its last answer may come too late, as it often does here, and changes nothing
        BackupException failure = failure("good",
                "[{\"name\": \"x\", \"path\": \"/slow\", \"within\": \"PT1H\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(step().millis()).isBetween(3000L, 20_000L);
    }

    @Test
    void answerMayComeLater() throws Exception {
        // When
        run("good", "[{\"name\": \"x\", \"path\": \"/later\", \"within\": \"PT20S\"}]");

        // Then
        assertThat(step().passed()).isTrue();
    }

    @Test
    void fullDiskIsNotTheBackupsFault() throws Exception {
        // When
        BackupException failure = failure("good", "[{\"name\": \"x\", \"path\": \"/full\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
    }

    @Test
    void backupWithoutTheSecretIsInconclusive() throws Exception {
        // Given
        String request = """
                [{"name": "x", "path": "/ready", "headers": {"X-Key": "${file:secrets/other}"}}]""";

        // When, Then
        assertThat(failure("good", request)).hasMessageContaining("${file:secrets/other}: the backup's configuration "
                + "bundle has no such file").extracting(e -> ((BackupException) e).code())
                .isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        configuration = Optional.empty();
        assertThat(failure("good", request)).hasMessageContaining("the backup has no configuration bundle")
                .extracting(e -> ((BackupException) e).code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
    }

    @Test
    void secretThatWouldBecomeAnotherHeaderIsNotSent() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "x", "path": "/ready", "headers": {"X-Key": "${file:secrets/lines}"}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("the value of the header X-Key has characters that cannot be sent");
        nothingIsTold(failure);
    }

    @Test
    void probeOfAnotherClusterIsNoStep() throws Exception {
        // Given
        cluster = Optional.of("other");

        // When
        run("good", "[{\"name\": \"x\", \"path\": \"/nowhere\"}]");

        // Then
        assertThat(steps.list()).isEmpty();
    }
}
