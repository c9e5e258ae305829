package io.groundzero.backup.fingerprint.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.groundzero.backup.fingerprint.ServerText;

/**
 * Reads a catalogue once or several times, and keeps what was seen. A dump gets parts of the catalogue, such as the
 * text of views, as it is at the moment, not as it was in the snapshot: so it is read before, in the snapshot and
 * after, and a copy may have what was seen in any of the readings. Keeps one text for what does not change.
 */
public final class Readings {

    private static final int FETCH = 1000;
    private static final String BYTES = """
            SELECT pg_catalog.convert_to(entry.name, pg_catalog.getdatabaseencoding()),
                   pg_catalog.convert_to(entry.definition, pg_catalog.getdatabaseencoding())
            FROM (%s) AS entry(name, definition)""";

    private final List<String> queries;
    private final Map<String, String> steady = new TreeMap<>();
    private final Map<String, List<String>> changed = new TreeMap<>();
    private int count;
    private boolean asBytes;

    private Readings(List<String> queries) {
        this.queries = queries;
    }

    /** Of the database that a connection leads to. */
    public static Readings ofDatabase() {
        return new Readings(Queries.ofDatabase());
    }

    /** Of what all databases of a cluster share: roles, tablespaces. Needs to read {@code pg_authid}. */
    public static Readings ofCluster() {
        return new Readings(Queries.ofCluster());
    }

    /**
     * Reads once more, in the connection's current transaction, under the settings of a fingerprint.
     *
     * @throws SQLException also if somebody dropped what was being looked at; the readings are void then
     */
    public void read(Connection connection) throws SQLException {
        Set<String> seen = new HashSet<>();
        ServerText text = ServerText.of(connection);
        asBytes |= ServerText.mayBeAnything(connection);
        for (String query : queries) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.setFetchSize(FETCH);
                try (ResultSet rows = statement.executeQuery(asBytes ? BYTES.formatted(query) : query)) {
                    while (rows.next()) {
                        saw(text(rows, 1, text), String.valueOf(text(rows, 2, text)), seen);
                    }
                }
            }
        }
        for (String name : List.copyOf(steady.keySet())) {
            if (!seen.contains(name)) {
                change(name, null);
            }
        }
        changed.forEach((name, definitions) -> {
            if (!seen.contains(name) && !definitions.contains(null)) {
                definitions.add(null);
            }
        });
        count++;
    }

    /**
     * From now on reads what the server cannot convert for its clients.
     *
     * @return false if it did so before
     */
    public boolean readBytes() {
        boolean first = !asBytes;
        asBytes = true;
        return first;
    }

    private String text(ResultSet rows, int column, ServerText text) throws SQLException {
        return asBytes ? text.of(rows.getBytes(column)) : ServerText.of(rows.getString(column));
    }

    public Catalogue catalogue() {
        return new Catalogue(steady, changed);
    }

    private void saw(String name, String definition, Set<String> seen) throws SQLException {
        if (name == null) {
            // dropped in this very moment
            return;
        }
        if (!seen.add(name)) {
            throw new SQLException("the catalogue knows two of " + name);
        }
        if (count == 0) {
            steady.put(name, definition);
        } else if (!definition.equals(steady.get(name))) {
            change(name, definition);
        }
    }

    private void change(String name, String definition) {
        List<String> definitions = changed.computeIfAbsent(name, unknown -> {
            List<String> known = new ArrayList<>();
            known.add(steady.remove(name));
            return known;
        });
        if (!definitions.contains(definition)) {
            definitions.add(definition);
        }
    }
}
