package io.groundzero.backup.gateway.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Logger;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;

/**
 * What the gateway does first with its database. Flyway waits for one that does not answer yet; for one that is not
 * trusted it would wait as long, and say why only in the driver's words.
 */
@ApplicationScoped
class Migration implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.dataSource(new Trusting(configuration.getDataSource()));
    }

    private record Trusting(DataSource database) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            try {
                return database.getConnection();
            } catch (SQLException e) {
                Optional<UntrustedDatabase> untrusted = UntrustedDatabase.of(e);
                if (untrusted.isPresent()) {
                    throw untrusted.get();
                }
                throw e;
            }
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return database.getConnection(user, password);
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return database.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter writer) throws SQLException {
            database.setLogWriter(writer);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return database.getLoginTimeout();
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            database.setLoginTimeout(seconds);
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return database.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return database.isWrapperFor(type);
        }
    }
}
