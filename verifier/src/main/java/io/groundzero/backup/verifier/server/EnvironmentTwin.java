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
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.manifest.ValueSettings;
import io.groundzero.backup.verifier.proof.Evidence;

/**
 * Whether the throwaway server is a twin of the source in all that a restore depends on, found out before a restore
 * stumbles over it. What is missing here says nothing about the backup; it is told all at once, so that a person has to
 * come only once.
 */
public final class EnvironmentTwin {

    private static final String INVALID_VALUE = "22023";

    /** Fixed when PostgreSQL was compiled; with other values data may not fit, or sort otherwise. */
    private static final List<String> COMPILED_IN = List.of("block_size", "integer_datetimes", "max_identifier_length",
            "max_index_keys");

    /** Matter to sessions, not to a restore: told, no more. */
    private static final List<String> TOLD = List.of("default_table_access_method", "default_toast_compression",
            "shared_preload_libraries", "session_preload_libraries", "local_preload_libraries");

    /** May name what only a database of the source has, and is not looked at before somebody searches. */
    private static final String SEARCH = "default_text_search_config";

    /**
     * Work only when preloaded, and would then do something by themselves in the copy: run jobs, compress, move data. This
     * verifier preloads nothing that a backup asks for.
     */
    private static final Set<String> SELF_ACTING = Set.of("pg_cron", "timescaledb", "citus", "pg_partman_bgw",
            "pg_squeeze", "pglogical", "bdr");

    /** What Debian calls the packages of some extensions, behind postgresql-<major>-. */
    private static final Map<String, String> PACKAGES = Map.of("vector", "pgvector", "postgis", "postgis-3", "pg_cron",
            "cron", "pg_repack", "repack", "pg_partman", "partman", "hypopg", "hypopg");

    private final SourceFacts source;
    private final List<DatabaseFacts> databases;
    private final Set<String> missing = new TreeSet<>();

    private EnvironmentTwin(SourceFacts source, List<DatabaseFacts> databases) {
        this.source = source;
        this.databases = databases;
    }

    /**
     * @throws BackupException EXTENSION_MISSING, naming all that is missing
     */
    public static void check(ThrowawayServer server, SourceFacts source, List<DatabaseFacts> databases,
            Evidence evidence) throws BackupException {
        EnvironmentTwin twin = new EnvironmentTwin(source, databases);
        try (Connection connection = server.connect("postgres")) {
            twin.extensions(connection, evidence);
            twin.locales(connection);
            twin.collationVersions(connection, evidence);
            twin.values(connection, evidence);
            twin.settings(connection, evidence);
        } catch (SQLException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                    "the throwaway server does not say what it has: " + e.getMessage(), e);
        }
        if (!twin.missing.isEmpty()) {
            throw new BackupException(ErrorCode.EXTENSION_MISSING,
                    "the throwaway server lacks " + String.join(", ", twin.missing));
        }
    }

    private void extensions(Connection connection, Evidence evidence) throws SQLException {
        Map<String, String> available = map(connection, "SELECT name, default_version FROM pg_available_extensions");
        for (DatabaseFacts database : databases) {
            database.extensions().forEach((name, version) -> {
                String here = available.get(name);
                if (here == null) {
                    missing.add(
                            "extension " + name + " " + version + " (database " + database.name() + debian(name) + ")");
                } else if (SELF_ACTING.contains(name)) {
                    missing.add("extension " + name + " (database " + database.name() + "), which acts by itself "
                            + "once it is preloaded and therefore is not");
                } else if (!here.equals(version)) {
                    evidence.add(database.name() + ": extension " + name + " is restored as version " + here
                            + ", the source has " + version);
                }
            });
        }
    }

    private String debian(String extension) {
        String name = PACKAGES.get(extension);
        return name == null ? "" : "; Debian: postgresql-" + source.postgresMajor() + "-" + name;
    }

    private void locales(Connection connection) throws SQLException {
        locale(connection, source.collate(), "the cluster");
        locale(connection, source.ctype(), "the cluster");
        for (String setting : Initdb.LOCALES.keySet()) {
            locale(connection, source.settings().get(setting), setting);
        }
        icu(connection, source.localeProvider(), "the cluster");
        for (DatabaseFacts database : databases) {
            locale(connection, database.collate(), "database " + database.name());
            locale(connection, database.ctype(), "database " + database.name());
            icu(connection, database.localeProvider(), "database " + database.name());
        }
    }

    /** PostgreSQL takes as a setting only a locale that the operating system has. */
    private void locale(Connection connection, String locale, String whose) throws SQLException {
        if (!valid(connection, "lc_monetary", Objects.requireNonNullElse(locale, "C"))) {
            missing.add("locale " + locale + " (" + whose + ")");
        }
    }

    /** The server has been started with them; without them if it refused. */
    private void values(Connection connection, Evidence evidence) throws SQLException {
        SortedMap<String, String> taken = ValueSettings.ofServer(source);
        for (String name : ValueSettings.OF_SERVER) {
            String there = taken.get(name);
            if (there == null && source.settings().containsKey(name)) {
                evidence.add("setting " + name + " is not as at the source: its value is no line of plain text");
            } else if (there != null && !name.equals(SEARCH) && !valid(connection, name, there)) {
                missing.add("the value " + quoted(there) + " of setting " + name);
            }
        }
    }

    private static boolean valid(Connection connection, String setting, String value) throws SQLException {
        // for this statement only
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (!INVALID_VALUE.equals(e.getSQLState())) {
                throw e;
            }
            return false;
        }
    }

    private void icu(Connection connection, String provider, String whose) throws SQLException {
        if ("icu".equals(provider) && map(connection,
                "SELECT 'icu', 'yes' FROM pg_collation WHERE collprovider = 'i' LIMIT 1").isEmpty()) {
            missing.add("ICU (" + whose + ")");
        }
    }

    /** Indexes and constraints are made anew by a restore, with the order that text has here. */
    private void collationVersions(Connection connection, Evidence evidence) throws SQLException {
        String here = map(connection, "SELECT 'version', coalesce(pg_database_collation_actual_version(oid), '')"
                + " FROM pg_database WHERE datname = 'template1'").getOrDefault("version", "");
        for (DatabaseFacts database : databases) {
            String there = database.collationVersion();
            if (there != null && "libc".equals(database.localeProvider()) && !here.isEmpty() && !there.equals(here)) {
                evidence.add(database.name() + ": text is sorted by collation version " + here + " here, by " + there
                        + " at the source");
            }
        }
    }

    private void settings(Connection connection, Evidence evidence) throws SQLException {
        Map<String, String> here = map(connection, "SELECT name, setting FROM pg_settings");
        for (String name : COMPILED_IN) {
            String there = source.settings().get(name);
            if (there != null && !there.equals(here.get(name))) {
                missing.add(
                        "a PostgreSQL that was built with " + name + " " + there + " (here " + here.get(name) + ")");
            }
        }
        Stream.concat(TOLD.stream(), Initdb.LOCALES.keySet().stream()).sorted().forEach(name -> {
            String there = source.settings().get(name);
            if (there != null && !there.equals(here.get(name))) {
                evidence.add("setting " + name + " is " + quoted(here.get(name)) + " here, " + quoted(there)
                        + " at the source");
            }
        });
    }

    private static String quoted(String value) {
        return value == null ? "unknown" : "'" + value + "'";
    }

    private static Map<String, String> map(Connection connection, String query) throws SQLException {
        Map<String, String> map = new HashMap<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                map.put(row.getString(1), row.getString(2));
            }
        }
        return map;
    }
}
