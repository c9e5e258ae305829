package io.groundzero.backup.verifier.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.testbed.OtherPostgres;
import io.groundzero.backup.testbed.TestPostgres;

/** What a database of PostgreSQL 17 or newer does at login, and how long it lets a session work, hinders no look at its copy. */
class SessionOnCopyTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void neitherLoginTriggersNorTimeLimitsCount(int major) throws Exception {
        try (TestPostgres server = OtherPostgres.start(major)) {
            // Given
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE visitors (name text)");
                statement.execute("CREATE FUNCTION greet() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " INSERT INTO public.visitors VALUES (session_user); RAISE 'go away'; END $$");
                statement.execute("CREATE EVENT TRIGGER greet ON login EXECUTE FUNCTION greet()");
                statement.execute("ALTER EVENT TRIGGER greet ENABLE ALWAYS");
                statement.execute("ALTER DATABASE postgres SET transaction_timeout = '1ms'");
                statement.execute("ALTER DATABASE postgres SET idle_session_timeout = '1ms'");
                statement.execute("ALTER DATABASE postgres SET default_transaction_read_only = on");
            }

            // When
            try (Connection copy = connect(server, major); Statement statement = copy.createStatement()) {
                copy.setAutoCommit(false);

                // Then
                assertThat(value(statement, "SELECT count(*) FROM visitors, pg_sleep(0.02)")).isEqualTo("0");
                assertThat(value(statement, "SHOW transaction_timeout")).isEqualTo("0");
                statement.execute("CREATE TABLE writable (n int)");
            }
        }
    }

    private static Connection connect(TestPostgres server, int major) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", server.superuser());
        properties.put("password", server.password());
        properties.put("options", ThrowawayServer.session(major));
        return DriverManager.getConnection(server.jdbcUrl("postgres"), properties);
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
