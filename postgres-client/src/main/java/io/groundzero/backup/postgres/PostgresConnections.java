package io.groundzero.backup.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import org.postgresql.Driver;
import org.postgresql.PGProperty;

import io.groundzero.backup.contracts.error.BackupException;

/** Opens JDBC connections; what goes wrong is told in this product's codes. */
public final class PostgresConnections {

    private static final String LOGIN_SECONDS = "15";

    private PostgresConnections() {
    }

    /**
     * Connects to a database of a server, with the {@link SessionSettings}.
     *
     * @param patience how long a single answer may take before the connection counts as lost; zero for unlimited
     * @throws BackupException SOURCE_UNREACHABLE, SOURCE_UNTRUSTED, SOURCE_LOGIN_REFUSED, SOURCE_PERMISSION_MISSING
     *         or DUMP_FAILED
     */
    public static Connection open(PostgresServer server, String database, Duration patience) throws BackupException {
        Properties properties = properties(server.user(), database, patience);
        server.password().ifPresent(secret -> PGProperty.PASSWORD.set(properties, secret));
        PGProperty.APPLICATION_NAME.set(properties, server.applicationName());
        PGProperty.OPTIONS.set(properties, SessionSettings.options());
        if (server.socket()) {
            throughSocket(properties, Path.of(server.host(), ".s.PGSQL." + server.port()));
        } else {
            PGProperty.PG_HOST.set(properties, bracketed(server.host()));
            PGProperty.PG_PORT.set(properties, server.port());
            server.tls().forEach(properties::setProperty);
        }
        try {
            return connect(properties);
        } catch (SQLException e) {
            throw SourceErrors.login(e, "connecting to database " + database + " as " + server);
        }
    }

    /**
     * Connects through a Unix socket, without a password.
     *
     * @param socketFile {@code <folder>/.s.PGSQL.<port>}
     */
    public static Connection openSocket(Path socketFile, String user, String database) throws SQLException {
        return openSocket(socketFile, user, database, "");
    }

    /** @param options of the session, as in PGOPTIONS; they outweigh what a database or role has set */
    public static Connection openSocket(Path socketFile, String user, String database, String options)
            throws SQLException {
        Properties properties = properties(user, database, Duration.ZERO);
        throughSocket(properties, socketFile);
        if (!options.isEmpty()) {
            PGProperty.OPTIONS.set(properties, options);
        }
        return connect(properties);
    }

    private static Properties properties(String user, String database, Duration patience) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PG_DBNAME.set(properties, database);
        PGProperty.LOGIN_TIMEOUT.set(properties, LOGIN_SECONDS);
        PGProperty.CONNECT_TIMEOUT.set(properties, LOGIN_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) patience.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // the details of an error may quote a row
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        return properties;
    }

    private static void throughSocket(Properties properties, Path socketFile) {
        PGProperty.PG_HOST.set(properties, "localhost");
        PGProperty.SSL_MODE.set(properties, "disable");
        PGProperty.SOCKET_FACTORY.set(properties, GuardedSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, socketFile.toAbsolutePath().toString());
        // the TCP-level options have no meaning there
        PGProperty.TCP_KEEP_ALIVE.set(properties, false);
    }

    private static Connection connect(Properties properties) throws SQLException {
        // not DriverManager: it asks all drivers and needs them registered with the right class loader. The database
        // is taken from the address only, which would otherwise mean the one called like the user.
        String database = URLEncoder.encode(PGProperty.PG_DBNAME.getOrDefault(properties), StandardCharsets.UTF_8);
        Connection connection = new Driver().connect("jdbc:postgresql:" + database, properties);
        if (connection == null) {
            throw new SQLException("the PostgreSQL driver does not take its own address");
        }
        return connection;
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
