package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;

class ProgramFailuresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DISK_FULL                  | pg_dump: error: could not write to file: No space left on device
            SOURCE_LOGIN_REFUSED       | FATAL:  password authentication failed for user "dump"
            SOURCE_LOGIN_REFUSED       | FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "dump"
            SOURCE_UNTRUSTED           | pg_dump: error: connection to server at "db", port 5432 failed: SSL error: certificate verify failed
            SOURCE_UNTRUSTED           | pg_dump: error: connection to server at "db", port 5432 failed: server certificate for "a" (and 1 other name) does not match host name "db"
            SOURCE_UNTRUSTED           | pg_dump: error: connection to server at "db", port 5432 failed: server does not support SSL, but SSL was required
            SOURCE_UNTRUSTED           | pg_dump: error: connection to server at "db", port 5432 failed: root certificate file "/x" does not exist
            SOURCE_UNREACHABLE         | pg_dump: error: connection to server at "db", port 5432 failed: refused
            SOURCE_UNREACHABLE         | FATAL:  terminating connection due to administrator command
            SOURCE_UNREACHABLE         | server closed the connection unexpectedly
            SOURCE_VERSION_UNSUPPORTED | pg_dump: error: aborting because of server version mismatch
            SOURCE_PERMISSION_MISSING  | pg_dump: error: query failed: ERROR:  permission denied for table t
            SOURCE_PERMISSION_MISSING  | ERROR:  query would be affected by row-level security policy for table "t"
            SOURCE_PERMISSION_MISSING  | pg_dump: warning: subscriptions not dumped because current user is no superuser
            SOURCE_LOCKED              | ERROR:  canceling statement due to lock timeout
            SOURCE_LOCKED              | pg_dump: error: could not obtain lock on relation "public.t"
            SOURCE_CHANGED             | ERROR:  cache lookup failed for index 16404
            SOURCE_CHANGED             | ERROR:  relation "public.t" does not exist
            DUMP_FAILED                | pg_dump: error: something else
            """)
    void readsTheWords(ErrorCode code, String words) {
        BackupException failure = failure(1, words);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageContaining(words).hasMessageContaining("pg_dump of database app failed");
    }

    @Test
    void takesAWarningForAFailure() {
        assertThat(failure(0, "pg_dump: warning: x").code()).isEqualTo(ErrorCode.DUMP_FAILED);
    }

    @Test
    void namesTheSignal() {
        assertThat(failure(137)).hasMessageContaining("killed by signal 9");
    }

    @Test
    void acceptsSuccess() {
        assertThatCode(() -> ProgramFailures.require(outcome(0), "x")).doesNotThrowAnyException();
    }

    private static BackupException failure(int exitCode, String... lines) {
        return catchThrowableOfType(BackupException.class,
                () -> ProgramFailures.require(outcome(exitCode, lines), "pg_dump of database app"));
    }

    private static ChildProcess.Outcome outcome(int exitCode, String... lines) {
        return new ChildProcess.Outcome(exitCode, List.of(lines), 0, Duration.ZERO);
    }
}
