package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
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

/** Reads the parts of a database over one or several connections that see the same, the largest part first. */
final class PartReading {

    /**
     * A table, a range of its blocks, a leaf of a partitioned one.
     *
     * @param whole what it belongs to
     * @param query gives number and sums of hashes
     * @param bytes about how much it has to read
     */
    record Part(String whole, String query, long bytes) {
    }

    private final Queue<Part> open;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    PartReading(List<Part> parts) {
        this.open = new ConcurrentLinkedQueue<>(
                parts.stream().sorted(Comparator.comparingLong(Part::bytes).reversed()).toList());
    }

    /** @return the content of each whole that has a part */
    Map<String, Content> run(List<Connection> connections) throws SQLException {
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
            contents.merge(part.whole(), Rows.list(connection, part.query(), Content::of).get(0), Content::plus);
        }
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
