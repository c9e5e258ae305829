package io.groundzero.backup.fingerprint.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads where sequences stand, once or several times; of more than two readings the first and the last count. */
public final class SequenceReadings {

    /**
     * All whose value is part of a dump: of an extension's only those that it asks for. A standby does not know where
     * unlogged ones stand, and a restore of its dump begins them anew.
     */
    private static final String SEQUENCES = """
            SELECT format('%I.%I', n.nspname, c.relname), s.seqincrement, s.seqstart,
                   c.relpersistence = 'u' AND pg_catalog.pg_is_in_recovery()
            FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND (NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
              OR EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE c.oid = ANY (e.extconfig)))
            ORDER BY 1""";

    private static final String UNDEFINED = "42P01";
    private static final int ATTEMPTS = 3;
    private static final int BATCH = 100;

    private record Sequence(String name, long increment, long start, boolean unknown) {

        SequenceFingerprint at(SequenceValue value) {
            return new SequenceFingerprint(name, increment, value, value);
        }
    }

    private Map<String, SequenceFingerprint> sequences;

    /** Reads once more, in the connection's current transaction. */
    public void read(Connection connection) throws SQLException {
        for (int attempt = 1;; attempt++) {
            try {
                add(Interlude.in(connection, () -> values(connection)));
                return;
            } catch (SQLException e) {
                // one was dropped between listing and reading
                if (!UNDEFINED.equals(e.getSQLState()) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** By name. */
    public List<SequenceFingerprint> sequences() {
        return List.copyOf(sequences.values());
    }

    private void add(Map<String, SequenceFingerprint> read) {
        if (sequences == null) {
            sequences = read;
            return;
        }
        Map<String, SequenceFingerprint> all = new TreeMap<>();
        sequences.forEach((name, first) -> {
            SequenceFingerprint last = read.get(name);
            all.put(name, new SequenceFingerprint(name, last == null ? first.increment() : last.increment(),
                    first.before(), last == null ? null : last.after()));
        });
        read.forEach((name, last) -> all.putIfAbsent(name,
                new SequenceFingerprint(name, last.increment(), null, last.after())));
        sequences = all;
    }

    private static Map<String, SequenceFingerprint> values(Connection connection) throws SQLException {
        List<Sequence> all = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(SEQUENCES)) {
            while (rows.next()) {
                all.add(new Sequence(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getBoolean(4)));
            }
        }
        Map<String, SequenceFingerprint> values = new TreeMap<>();
        all.stream().filter(Sequence::unknown).forEach(
                sequence -> values.put(sequence.name(), sequence.at(new SequenceValue(sequence.start(), false))));
        all.removeIf(Sequence::unknown);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Sequence> batch = all.subList(from, Math.min(from + BATCH, all.size()));
            // each is locked by looking at it, and there may be more of them than locks
            Interlude.in(connection, () -> values(connection, batch, values));
        }
        return values;
    }

    private static Void values(Connection connection, List<Sequence> batch, Map<String, SequenceFingerprint> values)
            throws SQLException {
        // by number: a name stands in no literal
        String query = IntStream.range(0, batch.size())
                .mapToObj(i -> "SELECT " + i + ", last_value, is_called FROM " + batch.get(i).name())
                .collect(Collectors.joining(" UNION ALL "));
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    Sequence sequence = batch.get(rows.getInt(1));
                    SequenceValue value = new SequenceValue(rows.getLong(2), rows.getBoolean(3));
                    values.put(sequence.name(), sequence.at(value));
                }
            }
        }
        return null;
    }
}
