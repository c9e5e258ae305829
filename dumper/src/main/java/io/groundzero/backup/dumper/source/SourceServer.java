package io.groundzero.backup.dumper.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
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

/**
 * The protected cluster as the dump role reaches it.
 *
 * @param silentAfter how long nothing may be heard in a session before the source ends it
 */
public record SourceServer(PostgresServer postgres, Duration silentAfter) {

    /** All sessions of all dumps are called so on the source, pg_dump's included; each dump adds a word of its own. */
    public static final String APPLICATION_NAME = "ground-zero-dumper";

    /** No secret: it only has to differ from that of another dump. */
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For all questions but reading tables: none of them takes long. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Beside what every session of ours has. Idle ones end when we are gone or stand still: {@link Heartbeat}. */
    private static final List<String> SESSION = List.of("SET default_transaction_read_only = on",
            "SET search_path = pg_catalog, pg_temp", "SET row_security = off");

    /**
     * @throws BackupException SOURCE_LOGIN_REFUSED if the password file cannot be read
     */
    public static SourceServer of(ClusterSettings cluster) throws BackupException {
        return new SourceServer(new PostgresServer(cluster.host(), cluster.port(), cluster.user(), password(cluster),
                cluster.tls(), APPLICATION_NAME + "/" + HexFormat.of().toHexDigits(RANDOM.nextInt())),
                cluster.bounds().silentAfter());
    }

    /** What the sessions of this dump alone are called; those with a task of their own add a word. */
    public String applicationName() {
        return postgres.applicationName();
    }

    /** A session for questions with short answers. */
    public Connection open(String database) throws BackupException {
        Connection connection = openUnattended(database);
        Heartbeat.keep(connection);
        return connection;
    }

    /** A session for reading whole tables. */
    public Connection openPatient(String database) throws BackupException {
        Connection connection = open(database);
        patient(connection);
        return connection;
    }

    /** From now on an answer in this session may take any time. */
    public void patient(Connection connection) throws BackupException {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            close(connection, e);
            throw SourceErrors.translate(e, "preparing a session of " + postgres);
        }
    }

    /** A session that the source ends if nothing is asked in it. */
    Connection openUnattended(String database) throws BackupException {
        return open(database, PATIENCE);
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
            Query.execute(connection, "SET idle_in_transaction_session_timeout = " + silentAfter.toMillis());
            Query.execute(connection, "SET idle_session_timeout = " + silentAfter.toMillis());
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
