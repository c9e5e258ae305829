package io.groundzero.backup.verifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess.Outcome;
import io.groundzero.backup.verifier.server.ServerMessage;

class WordsTest {

    private static final String LOG = "2026-11-30 03:00:00.000 UTC [42] ";

    private static ErrorCode code(int exitCode, boolean alive, String... stderr) {
        Outcome outcome = new Outcome(exitCode, List.of(stderr), 0, Duration.ZERO);
        return Words.judge(outcome, alive, "log", List.of(), "restoring").map(Complaint::code).orElse(null);
    }

    private static Complaint judge(List<String> stderr, String... log) {
        return Words.judge(new Outcome(1, stderr, 0, Duration.ZERO), true, "", ServerMessage.read(List.of(log)),
                "restoring database app").orElseThrow();
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
        assertThat(judge(List.of("pg_restore: error: no")).words()).contains("restoring database app")
                .contains("pg_restore: error: no");
    }

    @Test
    void whatTheServerFoundFirstDecidesAndNotTheLeadersLastLine() {
        // When
        Complaint complaint = judge(
                List.of("pg_restore: error: could not execute query: ERROR:  insert or update on table \"t\" violates",
                        "DETAIL:  Key (x)=(secret@example.org) is not present in table \"p\".",
                        "Command was: ALTER TABLE ONLY s.t",
                        "    ADD CONSTRAINT \"t fk\" FOREIGN KEY (x) REFERENCES s.p(y);",
                        "pg_restore: error: a worker process died unexpectedly"),
                LOG + "LOG:  00000: checkpoint starting", LOG + "LOCATION:  LogCheckpointStart, xlog.c:1",
                LOG + "ERROR:  23503: insert or update on table \"t\" violates foreign key constraint \"t fk\"",
                LOG + "DETAIL:  Key (x)=(secret@example.org) is not present in table \"p\".",
                LOG + "LOCATION:  ri_ReportViolation, ri_triggers.c:2596",
                LOG + "ERROR:  57014: canceling statement due to user request",
                LOG + "LOCATION:  ProcessInterrupts, postgres.c:3200");

        // Then
        assertThat(complaint.code()).isEqualTo(ErrorCode.RESTORE_FAILED);
        assertThat(complaint.words())
                .startsWith("restoring database app: insert or update on table \"t\" violates foreign "
                        + "key constraint \"t fk\" (SQLSTATE 23503)\nwhile: ALTER TABLE ONLY s.t ADD CONSTRAINT \"t fk\" FOREIGN "
                        + "KEY\nDETAIL: Key (x)=(…) is not present in table \"p\".");
        assertThat(complaint.unfit()).containsExactly("s.t", "s.p");
    }

    @Test
    void aWorkerThatEndedWithoutAWordIsNoVerdict() {
        assertThat(code(1, true, "pg_restore: error: a worker process died unexpectedly"))
                .isEqualTo(ErrorCode.THROWAWAY_FAILED);
        assertThat(code(1, true, "pg_restore: error: could not read from input file: end of file",
                "pg_restore: error: a worker process died unexpectedly")).isEqualTo(ErrorCode.RESTORE_FAILED);
    }

    @Test
    void whatAFunctionRaisedIsNotTheMachinesFault() {
        assertThat(judge(List.of(), LOG + "ERROR:  53100: No space left on device",
                LOG + "LOCATION:  exec_stmt_raise, pl_exec.c:3891").code()).isEqualTo(ErrorCode.RESTORE_FAILED);
        assertThat(judge(List.of(), LOG + "ERROR:  53100: could not extend file \"base/1/2\": No space left on device",
                LOG + "LOCATION:  mdextend, md.c:1").code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(judge(List.of(),
                LOG + "ERROR:  22P02: invalid input syntax for type integer: \"No space left on device\"",
                LOG + "LOCATION:  pg_strtoint32, numutils.c:1").code()).isEqualTo(ErrorCode.RESTORE_FAILED);
    }

    @Test
    void aWarningOfASettingThatIsNotYetValidIsNoComplaint() {
        assertThat(code(0, true, "WARNING:  invalid value for parameter \"default_table_access_method\": \"columnar\"",
                "DETAIL:  Table access method \"columnar\" does not exist.")).isNull();
        assertThat(code(0, true, "WARNING:  invalid value for parameter \"default_text_search_config\": \"x\"",
                "WARNING:  something else")).isEqualTo(ErrorCode.RESTORE_FAILED);
    }
}
