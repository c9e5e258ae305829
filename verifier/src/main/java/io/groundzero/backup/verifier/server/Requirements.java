package io.groundzero.backup.verifier.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.verifier.proof.Evidence;

/** Whether the throwaway server has what the source's databases need, found out before a restore stumbles over it. */
public final class Requirements {

    private static final String INVALID_VALUE = "22023";

    private Requirements() {
    }

    /**
     * @throws BackupException EXTENSION_MISSING, naming all that is missing
     */
    public static void check(ThrowawayServer server, List<DatabaseFacts> databases, Evidence evidence)
            throws BackupException {
        try (Connection connection = server.connect("postgres")) {
            Set<String> missing = new TreeSet<>(missingExtensions(connection, databases, evidence));
            missing.addAll(missingLocales(connection, databases));
            if (!missing.isEmpty()) {
                throw new BackupException(ErrorCode.EXTENSION_MISSING,
                        "the throwaway server lacks " + String.join(", ", missing));
            }
        } catch (SQLException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                    "the throwaway server does not say what it has: " + e.getMessage(), e);
        }
    }

    private static Set<String> missingExtensions(Connection connection, List<DatabaseFacts> databases,
            Evidence evidence) throws SQLException {
        Map<String, String> available = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, default_version FROM pg_available_extensions")) {
            while (row.next()) {
                available.put(row.getString(1), row.getString(2));
            }
        }
        Set<String> missing = new TreeSet<>();
        for (DatabaseFacts database : databases) {
            database.extensions().forEach((name, version) -> {
                String here = available.get(name);
                if (here == null) {
                    missing.add("extension " + name + " " + version + " (database " + database.name() + ")");
                } else if (!here.equals(version)) {
                    evidence.add(database.name() + ": extension " + name + " is restored as version " + here
                            + ", the source has " + version);
                }
            });
        }
        return missing;
    }

    private static Set<String> missingLocales(Connection connection, List<DatabaseFacts> databases)
            throws SQLException {
        Set<String> missing = new TreeSet<>();
        for (DatabaseFacts database : databases) {
            for (String locale : List.of(Objects.requireNonNullElse(database.collate(), "C"),
                    Objects.requireNonNullElse(database.ctype(), "C"))) {
                if (!hasLocale(connection, locale)) {
                    missing.add("locale " + locale + " (database " + database.name() + ")");
                }
            }
            if ("icu".equals(database.localeProvider()) && !hasIcu(connection)) {
                missing.add("ICU (database " + database.name() + ")");
            }
        }
        return missing;
    }

    /** PostgreSQL takes as a setting only a locale that the operating system has. */
    private static boolean hasLocale(Connection connection, String locale) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('lc_monetary', ?, false)")) {
            statement.setString(1, locale);
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (INVALID_VALUE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean hasIcu(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("SELECT EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i')")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
