package io.groundzero.backup.gateway.security;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.access.ApiKeyFormat;

/**
 * {@code api-key create|list|revoke}: makes, shows and ends API keys. It works on the gateway's database by itself, so
 * that nobody can make a key over the network.
 */
public final class ApiKeyCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final String USAGE = """
            api-key create NAME viewer|operator person|machine   prints a new key, once; it takes effect at once
            api-key list                                         who has one
            api-key revoke NAME                                  ends a key and the sessions opened with it, within %d s
            A viewer may look; an operator may also start, verify, retry and accept. A person can log in to the dashboard
            with the key; a machine (script, Prometheus, assistant) cannot. NAME: 1 to 40 of a-z, 0-9 and dashes."""
            .formatted(ApiKeys.SECONDS);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String UNDEFINED_TABLE = "42P01";

    private final Connect database;
    private final String user;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    /** The way to the gateway's database. */
    @FunctionalInterface
    public interface Connect {
        Connection open() throws SQLException;
    }

    /**
     * @param user who runs it, for the audit log
     * @param out gets keys and lists, nothing else
     * @param err gets everything that people are told
     */
    public ApiKeyCommand(Connect database, String user, Clock clock, PrintStream out, PrintStream err) {
        this.database = database;
        this.user = user;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** @return the exit code: 0 done, 1 failed, 2 misused */
    public int run(List<String> words) {
        try {
            if (words.size() == 4 && "create".equals(words.get(0))) {
                return create(words.get(1), words.get(2), words.get(3).toUpperCase(Locale.ROOT));
            }
            if (words.equals(List.of("list"))) {
                return list();
            }
            if (words.size() == 2 && "revoke".equals(words.get(0))) {
                return revoke(words.get(1));
            }
        } catch (SQLException e) {
            err.println("api-key: " + (UNDEFINED_TABLE.equals(e.getSQLState())
                    ? "the database is still empty: start the gateway once, which fills it"
                    : "the gateway's database: " + e.getMessage()));
            return FAILED;
        }
        err.println(USAGE);
        return MISUSED;
    }

    private int create(String name, String role, String holder) throws SQLException {
        boolean known = List.of(Roles.VIEWER, Roles.OPERATOR).contains(role)
                && List.of(Holder.PERSON.name(), Holder.MACHINE.name()).contains(holder);
        if (!known || !NAME.matcher(name).matches()) {
            err.println(USAGE);
            return MISUSED;
        }
        String key = ApiKeyFormat.random();
        try (Connection connection = open()) {
            ApiKeyTable table = new ApiKeyTable(connection);
            table.insert(name, role, Holder.valueOf(holder), key, clock.instant());
            table.audit(user, "api-key create " + name + " " + role + " " + holder.toLowerCase(Locale.ROOT),
                    clock.instant());
            connection.commit();
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            err.println("api-key: there is a key called " + name + " already; revoke it first, or choose another name");
            return FAILED;
        }
        err.println("The key of " + name + ", shown only now:");
        out.println(key);
        return DONE;
    }

    private int list() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet keys = statement.executeQuery(
                        "SELECT name, role, holder, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),"
                                + " to_char(revoked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM api_key ORDER BY id")) {
            while (keys.next()) {
                String revoked = keys.getString(5);
                out.printf("%-40s %-8s %-7s made %s%s%n", keys.getString(1), keys.getString(2),
                        keys.getString(3).toLowerCase(Locale.ROOT), keys.getString(4),
                        revoked == null ? "" : ", revoked " + revoked);
            }
        }
        return DONE;
    }

    private int revoke(String name) throws SQLException {
        try (Connection connection = open();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE api_key SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL")) {
            update.setTimestamp(1, Timestamp.from(clock.instant()));
            update.setString(2, name);
            if (update.executeUpdate() == 0) {
                err.println("api-key: there is no key called " + name + "; api-key list shows what there is");
                return FAILED;
            }
            new ApiKeyTable(connection).audit(user, "api-key revoke " + name, clock.instant());
            connection.commit();
        }
        err.println("The key of " + name + " is refused from now on, everywhere within " + ApiKeys.SECONDS + " s.");
        return DONE;
    }

    private Connection open() throws SQLException {
        Connection connection = database.open();
        connection.setAutoCommit(false);
        return connection;
    }
}
