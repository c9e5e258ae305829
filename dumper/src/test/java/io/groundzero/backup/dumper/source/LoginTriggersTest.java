package io.groundzero.backup.dumper.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.testbed.OtherPostgres;
import io.groundzero.backup.testbed.TestPostgres;

/** Since PostgreSQL 17 a database may have code that runs at each login, ours included. */
class LoginTriggersTest {

    private static TestPostgres server;

    @TempDir
    Path folder;

    private SourceServer source;

    @BeforeAll
    static void start() throws Exception {
        server = OtherPostgres.start(17);
        for (String database : new String[]{"logged", "guarded", "hasty"}) {
            run("postgres", "CREATE DATABASE " + database);
        }
        run("postgres", "CREATE ROLE dump LOGIN PASSWORD 'x'", "ALTER DATABASE hasty SET transaction_timeout = '1s'");
        run("logged", "CREATE TABLE logins (who text, at timestamptz)", "GRANT INSERT ON logins TO PUBLIC",
                "CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO logins VALUES (session_user, now()); RAISE NOTICE 'welcome'; END $$",
                "CREATE EVENT TRIGGER note ON login EXECUTE FUNCTION note()",
                "ALTER EVENT TRIGGER note ENABLE ALWAYS");
        run("guarded", "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF session_user = 'dump' THEN RAISE EXCEPTION 'nobody after hours' USING HINT = 'Come back at nine.';"
                + " END IF; END $$", "CREATE EVENT TRIGGER refuse ON login EXECUTE FUNCTION refuse()");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void setUp() throws Exception {
        DumpSetting setting = new DumpSetting(folder);
        setting.port = server.port();
        Files.writeString(setting.passwordFile, "x");
        source = SourceServer.of(setting.cluster());
    }

    @Test
    void oneThatWritesDoesSoAndTheSessionIsReadOnlyAfterwards() throws Exception {
        try (Connection connection = source.open("logged")) {
            assertThat(Query.texts(connection, "SELECT pg_catalog.current_setting('transaction_read_only')"))
                    .containsExactly("on");
        }
        try (Connection connection = server.connect("logged")) {
            assertThat(Query.texts(connection, "SELECT who FROM logins WHERE who = 'dump'")).isNotEmpty();
        }
    }

    @Test
    void oneThatRefusesIsToldInItsOwnWords() {
        assertThatThrownBy(() -> source.open("guarded"))
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOGIN_REFUSED))
                .hasMessageContaining("database guarded").hasMessageContaining("nobody after hours")
                .hasMessageContaining("HINT: Come back at nine.");
    }

    @Test
    void aLimitForTransactionsDoesNotHoldForOurs() throws Exception {
        try (Connection connection = source.open("hasty")) {
            assertThat(Query.texts(connection, "SHOW transaction_timeout")).containsExactly("0");
        }
    }

    private static void run(String database, String... statements) throws Exception {
        try (Connection connection = server.connect(database); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
