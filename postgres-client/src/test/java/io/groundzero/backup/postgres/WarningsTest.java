package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

class WarningsTest {

    @Test
    void knowsCircularForeignKeysAsHarmless() {
        assertThat(serious("pg_dump: warning: there are circular foreign-key constraints on this table:",
                "pg_dump: detail: hypertable",
                "pg_dump: hint: You might not be able to restore the dump without using --disable-triggers or …",
                "pg_dump: hint: Consider using a full dump instead of a --data-only dump to avoid this problem."))
                .isEmpty();
    }

    @Test
    void takesOmittedSubscriptionsSeriously() {
        String warning = "pg_dump: warning: subscriptions not dumped because current user is not a superuser";

        assertThat(serious(warning)).containsExactly(warning);
    }

    @Test
    void takesDetailsOfSeriousMessagesSeriously() {
        assertThat(serious("pg_dump: error: query failed", "pg_dump: detail: Query was: SELECT")).hasSize(2);
    }

    @Test
    void takesWhatFollowsAHarmlessMessageSeriously() {
        assertThat(serious("WARNING:  database \"x\" has a collation version mismatch", "DETAIL:  The database …",
                "HINT:  Rebuild …", "something else", "HINT:  of that")).hasSize(2);
    }

    @Test
    void knowsWhatIsSaidOfASettingThatIsNotValidAsHarmless() {
        assertThat(serious("WARNING:  invalid value for parameter \"default_text_search_config\": \"app.german\"",
                "WARNING:  role \"gone\" does not exist", "WARNING:  permission denied to set parameter \"app.level\"",
                "WARNING:  permission denied to set session authorization \"app\"",
                "WARNING:  unrecognized configuration parameter \"timescaledb.x\"",
                "psql:restore.sql:12: WARNING:  invalid value for parameter \"search_path\": \"\"")).isEmpty();
    }

    @Test
    void knowsWhatIsLessThanAWarningAsHarmless() {
        assertThat(serious("NOTICE:  welcome", "CONTEXT:  PL/pgSQL function greet() line 2 at RAISE", "INFO:  hello",
                "DEBUG:  CommitTransaction(1) name: unnamed", "LOG:  duration: 1 ms")).isEmpty();
    }

    @Test
    void takesDamageThatAServerOnlyWarnsOfSeriously() {
        String warning = "WARNING:  invalid page in block 3 of relation base/5/16384; zeroing out page";

        assertThat(serious(warning)).containsExactly(warning);
    }

    @Test
    void takesNoExitCodeForSuccess() {
        assertThat(Warnings.clean(new ChildProcess.Outcome(1, List.of(), 0, Duration.ZERO))).isFalse();
        assertThat(Warnings.clean(new ChildProcess.Outcome(0, List.of(), 0, Duration.ZERO))).isTrue();
    }

    private static List<String> serious(String... lines) {
        return Warnings.serious(new ChildProcess.Outcome(0, List.of(lines), 0, Duration.ZERO));
    }
}
