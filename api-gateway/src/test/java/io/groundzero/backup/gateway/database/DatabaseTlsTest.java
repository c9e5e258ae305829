package io.groundzero.backup.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import io.agroal.api.AgroalDataSource;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.testbed.TestAuthority;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;

/** The gateway's three ways to its database: the pool, Flyway before it, and the commands. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DatabaseTlsTest {

    private static final String ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    @Inject
    AgroalDataSource pool;

    @Test
    void thePoolUsesADatabaseThatProvesWhoItIs() throws Exception {
        try (Connection connection = pool.getConnection()) {
            assertThat(yes(connection, ENCRYPTED)).isTrue();
        }
        assertThat(pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration()
                .jdbcProperties()).containsEntry("sslmode", "verify-full");
    }

    @Test
    void commandsUseADatabaseThatProvesWhoItIs() throws Exception {
        try (Connection connection = command(TestAuthority.HOST, Servers.authority().certificate()).open()) {
            assertThat(yes(connection, ENCRYPTED)).isTrue();
        }
    }

    @Test
    void commandsRefuseAnotherAuthority() {
        Path other = TestAuthority.create().certificate();

        assertThatThrownBy(() -> command(TestAuthority.HOST, other).open()).isInstanceOf(SQLException.class)
                .hasMessageContainingAll("not trusted: its certificate is not signed by",
                        "GZ_DATABASE_SSLROOTCERT");
    }

    @Test
    void commandsRefuseAnotherHostName() {
        assertThatThrownBy(() -> command("127.0.0.1", Servers.authority().certificate()).open())
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll(
                        "not trusted: its certificate is not for this host name",
                        "GZ_DATABASE_HOST");
    }

    @Test
    void flywayDoesNotWaitForAnotherAuthority() {
        assertThat(migrating(TestAuthority.HOST, TestAuthority.create().certificate()))
                .hasMessageContaining("its certificate is not signed by");
    }

    @Test
    void flywayDoesNotWaitForAnotherHostName() {
        assertThat(migrating("127.0.0.1", Servers.authority().certificate()))
                .hasMessageContaining("its certificate is not for this host name");
    }

    @Test
    void anAuthorityThatNobodyLooksAtIsRefused() {
        assertThatThrownBy(() -> new CommandDatabase(source(Map.of("gz.database.sslmode", "require",
                "gz.database.sslrootcert", Servers.authority().certificate().toString()))).open())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nothing is verified with gz.database.sslmode=require");
    }

    private static Throwable migrating(String host, Path authority) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setServerNames(new String[]{host});
        database.setPortNumbers(new int[]{Servers.database().port()});
        database.setUser(Servers.database().superuser());
        database.setPassword(Servers.database().password());
        database.setSslmode("verify-full");
        database.setSslrootcert(authority.toString());
        // without the customizer's help this takes a minute, and the message is Flyway's
        FluentConfiguration configuration = Flyway.configure().dataSource(database).connectRetries(5);
        new Migration().customize(configuration);

        Throwable failure = catchThrowable(() -> configuration.load().info());

        assertThat(failure).isInstanceOf(UntrustedDatabase.class).hasMessageContaining("GZ_DATABASE_SSLROOTCERT");
        return failure;
    }

    private static CommandDatabase command(String host, Path authority) {
        return new CommandDatabase(source(Map.of("gz.database.host", host, "gz.database.port",
                Integer.toString(Servers.database().port()), "gz.database.name", "postgres", "gz.database.user",
                Servers.database().superuser(), "gz.database.password-file",
                Servers.database().passwordFile().toString(), "gz.database.sslrootcert", authority.toString())));
    }

    private static PropertiesConfigSource source(Map<String, String> settings) {
        return new PropertiesConfigSource(new HashMap<>(settings), "test", 500);
    }

    private static boolean yes(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
