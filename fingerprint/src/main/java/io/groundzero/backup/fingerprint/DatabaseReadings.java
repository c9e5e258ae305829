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

import io.groundzero.backup.fingerprint.PartReading.Part;
import io.groundzero.backup.fingerprint.SummedColumns.Column;
import io.groundzero.backup.fingerprint.Tables.Place;
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
     * Reads what the tables, large objects and materialised views of a copy hold, or of another database that may run
     * code of its users in our session.
     *
     * @param connections one or more, each in a transaction that sees the same
     * @param schemaVersion of the fingerprint that it will be compared with, above {@value Fingerprint#ROWS_ONLY}
     */
    public void content(List<Connection> connections, int schemaVersion) throws SQLException {
        for (Connection connection : connections) {
            Canonical.set(connection);
        }
        List<Table> tables = Tables.roots(connections.get(0));
        if (schemaVersion == Fingerprint.EVERY_COLUMN) {
            tables = tables.stream().map(table -> table.withPlaces(place -> place.with(place.former()))).toList();
        }
        content(connections, tables, Map.of());
    }

    /**
     * Reads what the tables, large objects and materialised views of the source hold.
     *
     * @param connections one or more, each in a transaction that sees the same
     * @param copying for tables that cannot be queried without running code of users
     */
    public void content(List<Connection> connections, Copying copying) throws SQLException {
        for (Connection connection : connections) {
            Canonical.set(connection);
        }
        List<Table> tables = Tables.roots(connections.get(0));
        Map<String, Content> copied = new HashMap<>();
        for (Table table : tables) {
            for (Place place : table.places()) {
                if (place.harmful()) {
                    copied.merge(table.name(), CopiedRows.read(place, copying), Content::plus);
                }
            }
        }
        content(connections,
                tables.stream().map(table -> copied.containsKey(table.name()) ? table.harmless() : table).toList(),
                copied);
    }

    private void content(List<Connection> connections, List<Table> tables, Map<String, Content> copied)
            throws SQLException {
        Connection first = connections.get(0);
        long largeObjects = LargeObjects.count(first);
        Parts cutting = new Parts(first, level, connections.size() > 1);
        List<Part> parts = new ArrayList<>();
        for (Table table : tables) {
            parts.addAll(cutting.of(table));
        }
        if (level != Level.COUNTS) {
            parts.add(LargeObjects.part(first, level, largeObjects));
        }
        Map<String, Content> read = new PartReading(parts).run(connections);
        contents = new Contents(fingerprints(tables, cutting, read, copied), largeObjects,
                hex(read.getOrDefault(LargeObjects.WHOLE, Content.EMPTY)),
                MaterializedViews.read(first, level), OutsideReading.read(first));
    }

    /** The rows of some tables alone. */
    List<TableFingerprint> tables(List<Connection> connections, Predicate<Table> which, UnaryOperator<Table> how)
            throws SQLException {
        for (Connection connection : connections) {
            Canonical.set(connection);
        }
        Connection first = connections.get(0);
        List<Table> tables = Tables.roots(first).stream().filter(which).map(how).toList();
        Parts cutting = new Parts(first, level, connections.size() > 1);
        List<Part> parts = new ArrayList<>();
        for (Table table : tables) {
            parts.addAll(cutting.of(table));
        }
        return fingerprints(tables, cutting, new PartReading(parts).run(connections), Map.of());
    }

    private List<TableFingerprint> fingerprints(List<Table> tables, Parts cutting, Map<String, Content> read,
            Map<String, Content> copied) {
        return tables.stream().map(table -> {
            Content queried = read.getOrDefault(table.name(), Content.EMPTY);
            Content byCopy = copied.get(table.name());
            Content content = byCopy == null ? queried : byCopy.plus(queried);
            List<Column> columns = byCopy == null ? cutting.columns(table) : List.of();
            return new TableFingerprint(table.schema(), table.table(), content.rows(), hex(content),
                    SummedColumns.sums(columns, content, false), SummedColumns.sums(columns, content, true));
        }).toList();
    }

    /** What was read, once each of the three was. */
    public DatabaseFingerprint fingerprint() {
        return new DatabaseFingerprint(database, contents.tables(), contents.largeObjects(),
                contents.largeObjectContent(), contents.materializedViews(), catalogue.catalogue(),
                sequences.sequences(), extensions, contents.outside());
    }

    private String hex(Content content) {
        return level == Level.COUNTS ? null : content.hex();
    }
}
