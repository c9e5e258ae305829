package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Code on a server may say as much as it likes; who listens must live on. */
class ServerMessagesTest {

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = LocalPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Test
    void anErrorThatIsTooLongEndsTheConnection() {
        assertThatThrownBy(() -> run("DO 'BEGIN RAISE EXCEPTION ''%'', repeat(''x'', 50000000); END'"))
                .isInstanceOf(SQLException.class).rootCause()
                .hasMessageContaining("errors and warnings are longer than 8 MiB");
    }

    @Test
    void warningsWithoutEndEndTheConnection() {
        assertThatThrownBy(() -> run("DO 'BEGIN LOOP RAISE WARNING ''%'', repeat(''x'', 10000); END LOOP; END'"))
                .isInstanceOf(SQLException.class).rootCause()
                .hasMessageContaining("errors and warnings are longer than 8 MiB");
    }

    @Test
    void whatIsAskedForMayBeLongAndErrorsMayFollowEachOther() throws Exception {
        try (Connection connection = PostgresConnections.openSocket(postgres.socket(), "postgres", "template1");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                try (ResultSet row = statement.executeQuery("SELECT repeat('x', 10000000)")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).hasSize(10_000_000);
                }
                assertThatThrownBy(() -> statement
                        .execute("DO 'BEGIN RAISE EXCEPTION ''%'', repeat(''y'', 4000000); END'"))
                        .isInstanceOf(SQLException.class).hasMessageContaining("yyyy");
            }
        }
    }

    private static void run(String code) throws SQLException {
        try (Connection connection = PostgresConnections.openSocket(postgres.socket(), "postgres", "template1");
                Statement statement = connection.createStatement()) {
            statement.execute(code);
        }
    }
}
