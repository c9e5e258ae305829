package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.groundzero.backup.fingerprint.Tables.Table;
import io.groundzero.backup.fingerprint.catalogue.Interlude;
import io.groundzero.backup.fingerprint.catalogue.Readings;
import io.groundzero.backup.fingerprint.catalogue.SequenceReadings;
import io.groundzero.backup.fingerprint.outside.OutsideObject;
import io.groundzero.backup.fingerprint.outside.OutsideReading;

/**
 * Takes the fingerprint of a database that others use meanwhile: {@link #beside} before the snapshot and after the
 * dump, {@link #inSnapshot} and {@link #content} in the dump's own snapshot. Works in the connections' current
 * transactions and leaves those open.
 */
public final class DatabaseReadings {

    /** Somebody dropped what was being looked at: undefined objects, and what the server did not find in its caches. */
    private static final Set<String> VANISHED = Set.of("XX000", "42P01", "42704", "42883");
    /** A byte that is no character in the database's encoding, for example in a comment. */
    private static final String UNTRANSLATABLE = "22P05";
    private static final int ATTEMPTS = 3;

    private final String database;
    private final Level level;
    private final Readings catalogue = Readings.ofDatabase();
    private final SequenceReadings sequences = new SequenceReadings();
    private final Map<String, String> extensions = new TreeMap<>();
    private volatile Contents contents;

    private record Contents(List<TableFingerprint> tables, long largeObjects, String largeObjectContent,
            List<TableFingerprint> materializedViews, List<OutsideObject> outside) {
    }

    /** @param database the name to report */
    public DatabaseReadings(String database, Level level) {
        this.database = database;
        this.level = level;
    }

    /** Reads the catalogue and where sequences stand, as they are at the moment. */
    public void beside(Connection connection) throws SQLException {
        inSnapshot(connection);
        Interlude.in(connection, () -> {
            Canonical.set(connection);
            sequences.read(connection);
            return null;
        });
    }

    /** Reads the catalogue once more. Locks on what it looks at end with it. */
    public void inSnapshot(Connection connection) throws SQLException {
        for (int attempt = 1;; attempt++) {
            try {
                Interlude.in(connection, () -> readCatalogue(connection));
                return;
            } catch (SQLException e) {
                if (UNTRANSLATABLE.equals(e.getSQLState()) && catalogue.readBytes()) {
                    continue;
                }
                if (!VANISHED.contains(String.valueOf(e.getSQLState())) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Void readCatalogue(Connection connection) throws SQLException {
        Canonical.set(connection);
        catalogue.read(connection);
        Rows.list(connection, "SELECT extname, extversion FROM pg_catalog.pg_extension",
                row -> extensions.put(row.getString(1), row.getString(2)));
        return null;
    }

    /**
     * Reads what the tables, large objects and materialised views of a database hold that may run code of its users in our
     * session.
     *
     * @param connections one or more, each in a transaction that sees the same
     */
    public void content(List<Connection> connections) throws SQLException {
        content(connections, Table::alike);
    }

    /**
     * The same of a copy, each table in the way in which the source was read.
     *
     * @param source with which it will be compared
     * @param schemaVersion of that one's fingerprint, above {@value Fingerprint#ROWS_ONLY}
     */
    public void content(List<Connection> connections, DatabaseFingerprint source, int schemaVersion)
            throws SQLException {
        content(connections, schemaVersion == Fingerprint.EVERY_COLUMN
                ? table -> table.withPlaces(place -> place.with(place.former()))
                : as(source));
    }

    /**
     * Reads what the tables, large objects and materialised views of the source hold.
     *
     * @param connections one or more, each in a transaction that sees the same
     * @param copying for tables that cannot be queried without running code of users
     */
    public void content(List<Connection> connections, Copying copying) throws SQLException {
        Canonical.set(connections);
        List<Table> tables = Tables.roots(connections.get(0)).stream().map(Table::alike).toList();
        TableContents reading = new TableContents(connections, level);
        List<Table> queried = new ArrayList<>();
        for (Table table : tables) {
            if (table.by() == ReadBy.COPY) {
                reading.copy(table, copying);
            } else {
                queried.add(table);
            }
        }
        content(connections.get(0), reading, tables, queried);
    }

    private void content(List<Connection> connections, UnaryOperator<Table> how) throws SQLException {
        Canonical.set(connections);
        List<Table> tables = Tables.roots(connections.get(0)).stream().map(how).toList();
        content(connections.get(0), new TableContents(connections, level), tables, tables);
    }

    private void content(Connection first, TableContents reading, List<Table> tables, List<Table> queried)
            throws SQLException {
        long largeObjects = LargeObjects.count(first);
        reading.query(queried, level == Level.COUNTS
                ? List.of()
                : List.of(LargeObjects.part(first, level, largeObjects)));
        contents = new Contents(tables.stream().map(reading::fingerprint).toList(), largeObjects,
                level == Level.COUNTS ? null : reading.of(LargeObjects.WHOLE).hex(),
                MaterializedViews.read(first, level), OutsideReading.read(first));
    }

    /** The rows of some tables alone. */
    List<TableFingerprint> tables(List<Connection> connections, Predicate<Table> which, UnaryOperator<Table> how)
            throws SQLException {
        Canonical.set(connections);
        List<Table> tables = Tables.roots(connections.get(0)).stream().filter(which).map(how).toList();
        TableContents reading = new TableContents(connections, level);
        reading.query(tables, List.of());
        return tables.stream().map(reading::fingerprint).toList();
    }

    /** In the way in which the source was read, as far as it tells. */
    static UnaryOperator<Table> as(DatabaseFingerprint source) {
        Map<List<String>, ReadBy> ways = new HashMap<>();
        source.tables().stream().filter(table -> table.readBy() != null)
                .forEach(table -> ways.put(List.of(table.schema(), table.table()), ReadBy.of(table.readBy())));
        return table -> {
            ReadBy way = ways.get(List.of(table.schema(), table.table()));
            return way == null ? table : table.by(way);
        };
    }

    /** What was read, once each of the three was. */
    public DatabaseFingerprint fingerprint() {
        return new DatabaseFingerprint(database, contents.tables(), contents.largeObjects(),
                contents.largeObjectContent(), contents.materializedViews(), catalogue.catalogue(),
                sequences.sequences(), extensions, contents.outside());
    }
}
