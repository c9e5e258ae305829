package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.catalogue.Interlude;
import io.groundzero.backup.fingerprint.catalogue.Readings;
import io.groundzero.backup.fingerprint.outside.OutsideObject;
import io.groundzero.backup.fingerprint.outside.OutsideReading;
import io.groundzero.backup.fingerprint.outside.Template;
import io.groundzero.backup.fingerprint.outside.TemplateReading;

/**
 * Reads fingerprints. Works in the connection's current transaction, so that the caller decides on the snapshot, and
 * leaves the transaction open. Needs to read every table past row security. For a database that is in use while it is
 * dumped there is {@link DatabaseReadings}.
 */
public final class Fingerprints {

    private Fingerprints() {
    }

    /**
     * The tables to lock before a snapshot is taken, quoted for SQL, with their partitions and those of extensions.
     *
     * @param connection in a transaction or not; its session's search path is PostgreSQL's own afterwards
     */
    public static List<String> lockable(Connection connection) throws SQLException {
        Canonical.path(connection);
        // a table of which a part is dumped is in both
        Set<String> tables = new LinkedHashSet<>();
        Tables.of(connection).forEach(table -> tables.add(table.name()));
        tables.addAll(OutsideReading.lockable(connection));
        return List.copyOf(tables);
    }

    /** As {@link #read(List, String, Level)}, over one connection. */
    public static DatabaseFingerprint read(Connection connection, String database, Level level) throws SQLException {
        return read(List.of(connection), database, level);
    }

    /**
     * Reads all of a database that nobody else writes to and whose users may run code in our session.
     *
     * @param connections one or more, each in a transaction that sees the same
     * @param database the name to report
     */
    public static DatabaseFingerprint read(List<Connection> connections, String database, Level level)
            throws SQLException {
        DatabaseReadings readings = new DatabaseReadings(database, level);
        readings.beside(connections.get(0));
        readings.content(connections);
        return readings.fingerprint();
    }

    /**
     * Reads all of a copy as its source was read, whatever in the copy speaks for another way: the ways give different
     * hashes. Of a table that the source was queried for, planning may run code of users in the copy, and of one that it
     * was copied for as well, so that this is only for servers in the sandbox.
     *
     * @param connections one or more, each in a transaction that sees the same
     * @param source with which it will be compared; also gives the name to report
     * @param schemaVersion of that one's fingerprint
     */
    public static DatabaseFingerprint readAs(List<Connection> connections, Level level, DatabaseFingerprint source,
            int schemaVersion) throws SQLException {
        if (schemaVersion == Fingerprint.ROWS_ONLY) {
            return readRows(connections, source.database(), level);
        }
        DatabaseReadings readings = new DatabaseReadings(source.database(), level);
        readings.beside(connections.get(0));
        readings.content(connections, source, schemaVersion);
        return readings.fingerprint();
    }

    /** As {@link #read(List, String, Level)}, to be compared with a fingerprint of the first version: rows only. */
    public static DatabaseFingerprint readRows(List<Connection> connections, String database, Level level)
            throws SQLException {
        return FirstVersion.read(connections, database, level);
    }

    /**
     * The rows of some tables of a copy, as their source was read where it tells that.
     *
     * @param names as {@link #lockable} gives them; what is no table of its own is left out
     */
    public static List<TableFingerprint> readTablesAs(Connection connection, Level level, Set<String> names,
            DatabaseFingerprint source) throws SQLException {
        return new DatabaseReadings("", level).tables(List.of(connection),
                table -> names.contains(table.name()), DatabaseReadings.as(source));
    }

    /**
     * The same as if the source had copied them all, for sources that do not tell. What hangs on a table decided about that,
     * and of a database that is not whole yet nobody knows it.
     */
    public static List<TableFingerprint> readTablesAsCopied(Connection connection, Level level, Set<String> names)
            throws SQLException {
        return new DatabaseReadings("", level).tables(List.of(connection),
                table -> names.contains(table.name()), table -> table.by(ReadBy.COPY));
    }

    /** Roles, memberships, tablespaces: what all databases share. Needs to read {@code pg_authid}. */
    public static Catalogue readCluster(Connection connection) throws SQLException {
        Readings readings = Readings.ofCluster();
        readCluster(connection, readings);
        return readings.catalogue();
    }

    /** Settings and the like that are in no dump. */
    public static List<OutsideObject> readOutsideOfCluster(Connection connection) throws SQLException {
        return Interlude.in(connection, () -> {
            Canonical.set(connection);
            return OutsideReading.ofCluster(connection);
        });
    }

    /**
     * A template that is not dumped.
     *
     * @param limit for each question: nobody can create a database from a template to which somebody is connected; zero for
     *        none
     */
    public static Template readTemplate(Connection connection, String database, Duration limit) throws SQLException {
        return Interlude.in(connection, () -> {
            Canonical.set(connection);
            return TemplateReading.read(connection, database, limit);
        });
    }

    /** Reads the cluster's part once more. */
    public static void readCluster(Connection connection, Readings readings) throws SQLException {
        Interlude.in(connection, () -> {
            Canonical.set(connection);
            readings.read(connection);
            return null;
        });
    }
}
