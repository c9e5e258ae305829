package io.groundzero.backup.verifier.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess.Outcome;

class WordsTest {

    private static ErrorCode code(int exitCode, boolean alive, String... stderr) {
        Outcome outcome = new Outcome(exitCode, List.of(stderr), 0, Duration.ZERO);
        try {
            Words.requireClean(outcome, alive, "log", "restoring");
            return null;
        } catch (BackupException e) {
            return e.code();
        }
    }

    @Test
    void anyComplaintIsAFailure() {
        assertThat(code(0, true)).isNull();
        assertThat(code(1, true)).isEqualTo(ErrorCode.RESTORE_FAILED);
        assertThat(code(0, true, "pg_restore: warning: odd")).isEqualTo(ErrorCode.RESTORE_FAILED);
    }

    @Test
    void whatIsNotTheBackupsFaultIsTold() {
        assertThat(code(1, false, "pg_restore: error: connection lost")).isEqualTo(ErrorCode.THROWAWAY_FAILED);
        assertThat(code(137, true)).isEqualTo(ErrorCode.THROWAWAY_FAILED);
        assertThat(code(1, true, "ERROR:  could not write: No space left on device")).isEqualTo(ErrorCode.DISK_FULL);
    }

    @Test
    void disabledSubscriptionIsNoComplaint() {
        assertThat(code(0, true, "psql:x.sql:3: WARNING:  subscription was created, but is not connected",
                "HINT:  To initiate replication, you must enable the subscription.")).isNull();
    }

    @Test
    void rowsAreNotQuoted() {
        // When
        String words = Words.quote(List.of("pg_restore: error: COPY failed for table \"t\": ERROR:  duplicate key",
                "DETAIL:  Key (email)=(secret@example.org) already exists.",
                "CONTEXT:  COPY t, line 12: \"secret@example.org", "more of secret@example.org\"",
                "pg_restore: error: Command was: x"));

        // Then
        assertThat(words).isEqualTo("pg_restore: error: COPY failed for table \"t\": ERROR:  duplicate key\n"
                + "CONTEXT:  COPY t, line 12\npg_restore: error: Command was: x");
    }

    @Test
    void messageNamesWhatWasDone() {
        assertThatThrownBy(() -> Words.requireClean(
                new Outcome(1, List.of("pg_restore: error: no"), 0, Duration.ZERO), true, "", "restoring database app"))
                .hasMessageContaining("restoring database app").hasMessageContaining("pg_restore: error: no");
    }
}
