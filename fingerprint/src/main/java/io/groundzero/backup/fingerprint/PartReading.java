package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.groundzero.backup.fingerprint.catalogue.Interlude;

/** Reads the parts of a database over one or several connections that see the same, the largest part first. */
final class PartReading {

    /**
     * A table, a range of its blocks, a leaf of a partitioned one.
     *
     * @param whole what it belongs to
     * @param query gives number and sums of hashes
     * @param bytes about how much it has to read
     * @param again whether it can be read in another way if a row's text is too large
     */
    record Part(String whole, String query, long bytes, boolean again) {
    }

    private final Queue<Part> open;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final Set<String> tooLarge = ConcurrentHashMap.newKeySet();

    PartReading(List<Part> parts) {
        this.open = new ConcurrentLinkedQueue<>(
                parts.stream().sorted(Comparator.comparingLong(Part::bytes).reversed()).toList());
    }

    /** @return the content of each whole that has a part, but for those that are too large */
    Map<String, Content> run(List<Connection> connections) throws SQLException {
        if (connections.size() == 1) {
            drain(connections.get(0));
        } else {
            share(connections);
        }
        contents.keySet().removeAll(tooLarge);
        return contents;
    }

    /** What has to be read again in another way. */
    Set<String> tooLarge() {
        return tooLarge;
    }

    private void share(List<Connection> connections) throws SQLException {
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
    }

    private void drain(Connection connection) throws SQLException {
        for (Part part = open.poll(); part != null; part = open.poll()) {
            if (!tooLarge.contains(part.whole())) {
                read(connection, part);
            }
        }
    }

    private void read(Connection connection, Part part) throws SQLException {
        try {
            // a query locks the indexes, too: kept until the end of the dump there might be more of them than locks
            Content content = Interlude.in(connection, () -> Rows.list(connection, part.query(), Content::of).get(0));
            contents.merge(part.whole(), content, Content::plus);
        } catch (SQLException e) {
            if (!TooLarge.is(e)) {
                throw e;
            }
            if (!part.again()) {
                throw TooLarge.in(part.whole(), e);
            }
            tooLarge.add(part.whole());
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
