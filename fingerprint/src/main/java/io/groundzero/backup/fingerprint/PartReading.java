package io.groundzero.backup.fingerprint;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the parts of tables over one or several connections that see the same, the largest part first. */
final class PartReading {

    /**
     * Rows and content of one part (name, condition). The row's text is what a dump transports; two 64-bit hashes of
     * the whole of it, with different seeds, are summed over the rows. OFFSET 0 keeps the text from being made twice.
     */
    private static final String CONTENT = """
            SELECT count(*), coalesce(sum(hashtextextended(line, 0)), 0), coalesce(sum(hashtextextended(line, 1)), 0)
            FROM (SELECT (t.*)::text COLLATE "C" AS line FROM ONLY %s t %s OFFSET 0) lines""";

    private static final String COUNT = "SELECT count(*), 0::numeric, 0::numeric FROM ONLY %s t %s";

    /**
     * A table, or one leaf of a partitioned one.
     *
     * @param table the table that it belongs to
     * @param name quoted for SQL
     * @param condition WHERE clause, or empty
     * @param bytes its size on disk
     */
    record Part(long table, String name, String condition, long bytes) {
    }

    private final String query;
    private final Queue<Part> open;
    private final Map<Long, Content> contents = new ConcurrentHashMap<>();

    PartReading(List<Part> parts, Level level) {
        this.query = level == Level.FULL ? CONTENT : COUNT;
        this.open = new ConcurrentLinkedQueue<>(
                parts.stream().sorted(Comparator.comparingLong(Part::bytes).reversed()).toList());
    }

    /** @return the content of each table that has a part, by its key */
    Map<Long, Content> run(List<Connection> connections) throws SQLException {
        if (connections.size() == 1) {
            drain(connections.get(0));
            return contents;
        }
        ExecutorService readers = Executors.newFixedThreadPool(connections.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Connection connection : connections) {
                running.add(readers.submit(() -> {
                    drain(connection);
                    return null;
                }));
            }
            for (Future<?> reader : running) {
                await(reader);
            }
        } finally {
            open.clear();
            readers.shutdown();
        }
        return contents;
    }

    private void drain(Connection connection) throws SQLException {
        for (Part part = open.poll(); part != null; part = open.poll()) {
            contents.merge(part.table(), read(connection, part), Content::plus);
        }
    }

    private Content read(Connection connection, Part part) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query.formatted(part.name(), part.condition()))) {
            row.next();
            return new Content(row.getLong(1), integer(row, 2), integer(row, 3));
        }
    }

    private static BigInteger integer(ResultSet row, int column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }

    private static void await(Future<?> reader) throws SQLException {
        try {
            reader.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new SQLException("a table could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while reading tables", e);
        }
    }
}
