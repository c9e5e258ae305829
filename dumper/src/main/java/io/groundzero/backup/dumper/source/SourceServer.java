package io.groundzero.backup.dumper.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.postgres.PostgresConnections;
import io.groundzero.backup.postgres.PostgresServer;
import io.groundzero.backup.postgres.SourceErrors;

/** The protected cluster as the dump role reaches it. */
public record SourceServer(PostgresServer postgres) {

    /** By this name all sessions of a dump are known on the source, pg_dump's included. */
    public static final String APPLICATION_NAME = "ground-zero-dumper";

    /** For all questions but reading tables: none of them takes long. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Nothing of what the administrator set for ordinary sessions may end ours: they are idle while pg_dump works. The
     * other way round, what we run must end when we are gone.
     */
    private static final List<String> SESSION = List.of("SET statement_timeout = 0",
            "SET idle_in_transaction_session_timeout = 0", "SET idle_session_timeout = 0",
            "SET client_connection_check_interval = '10s'", "SET default_transaction_read_only = on",
            "SET search_path = pg_catalog, pg_temp", "SET row_security = off");

    /**
     * @throws BackupException SOURCE_LOGIN_REFUSED if the password file cannot be read
     */
    public static SourceServer of(ClusterSettings cluster) throws BackupException {
        return new SourceServer(new PostgresServer(cluster.host(), cluster.port(), cluster.user(), password(cluster),
                cluster.tls(), APPLICATION_NAME));
    }

    /** A session for questions with short answers. */
    public Connection open(String database) throws BackupException {
        return open(database, PATIENCE);
    }

    /** A session for reading whole tables. */
    public Connection openPatient(String database) throws BackupException {
        return open(database, Duration.ZERO);
    }

    /** What client programs need to log in. */
    public Map<String, String> environment(String database) {
        return postgres.environment(database);
    }

    @Override
    public String toString() {
        return postgres.toString();
    }

    private Connection open(String database, Duration patience) throws BackupException {
        Connection connection = PostgresConnections.open(postgres, database, patience);
        try {
            for (String setting : SESSION) {
                Query.execute(connection, setting);
            }
            if (connection.getMetaData().getDatabaseMajorVersion() >= 17) {
                Query.execute(connection, "SET transaction_timeout = 0");
            }
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw SourceErrors.translate(e, "preparing a session in database " + database + " as " + postgres);
        }
    }

    private static void close(Connection connection, SQLException failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static Optional<String> password(ClusterSettings cluster) throws BackupException {
        if (cluster.passwordFile().isEmpty()) {
            return Optional.empty();
        }
        Path file = cluster.passwordFile().get();
        try (Stream<String> lines = Files.lines(file)) {
            return Optional.of(lines.findFirst().filter(line -> !line.isEmpty()).orElseThrow(
                    () -> new BackupException(ErrorCode.SOURCE_LOGIN_REFUSED, "the password file is empty: " + file)));
        } catch (IOException e) {
            throw new BackupException(ErrorCode.SOURCE_LOGIN_REFUSED,
                    "cannot read the password file " + file + ": " + e, e);
        }
    }
}
