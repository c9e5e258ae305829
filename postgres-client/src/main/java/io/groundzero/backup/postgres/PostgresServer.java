package io.groundzero.backup.postgres;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to reach a PostgreSQL server and log in.
 *
 * @param host name, address, or, beginning with a slash, the folder of its Unix socket
 * @param port 1 to 65535
 * @param user the role
 * @param password absent if the server asks for none
 * @param tls {@code sslmode} and {@code sslrootcert} as libpq knows them; empty for the defaults
 * @param applicationName as the server's list of sessions shows it
 */
public record PostgresServer(String host, int port, String user, Optional<String> password, Map<String, String> tls,
        String applicationName) {

    public PostgresServer {
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        tls = Map.copyOf(tls);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    boolean socket() {
        return host.startsWith("/");
    }

    /**
     * The same for libpq: everything by environment, nothing by argument. As a variable a database called
     * {@code dbname=x} is a name, as an argument it would be a connection string. The password too: a file would be
     * left over when this JVM is killed, and the same users could read it.
     */
    public Map<String, String> environment(String database) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("PGHOST", host);
        variables.put("PGPORT", Integer.toString(port));
        variables.put("PGUSER", user);
        variables.put("PGDATABASE", database);
        variables.put("PGAPPNAME", applicationName);
        variables.put("PGCONNECT_TIMEOUT", "10");
        // nobody's own pgpass or service file
        variables.put("PGPASSFILE", "/dev/null");
        variables.put("PGOPTIONS", SessionSettings.options());
        password.ifPresent(secret -> variables.put("PGPASSWORD", secret));
        Optional.ofNullable(tls.get("sslmode")).ifPresent(mode -> variables.put("PGSSLMODE", mode));
        Optional.ofNullable(tls.get("sslrootcert")).ifPresent(file -> variables.put("PGSSLROOTCERT", file));
        return variables;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + (socket() ? host + "/.s.PGSQL." : host + ":") + port;
    }
}
