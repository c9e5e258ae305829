package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.fingerprint.PartReading.Part;
import io.groundzero.backup.fingerprint.SummedColumns.Column;
import io.groundzero.backup.fingerprint.Tables.Place;
import io.groundzero.backup.fingerprint.Tables.Table;

/** What must be asked for the content of a table, cut small enough to be shared among connections. */
final class Parts {

    /**
     * Rows and content. The row's text is what a dump transports; two 64-bit hashes of the whole of it, with different
     * seeds, are summed over the rows. OFFSET 0 keeps the text from being made twice.
     */
    private static final String CONTENT = """
            SELECT count(*), coalesce(sum(hashtextextended(line, 0)), 0), coalesce(sum(hashtextextended(line, 1)), 0)%s
            FROM (SELECT %s AS line%s FROM ONLY %s t %s OFFSET 0) lines""";

    private static final String COUNT = "SELECT count(*), 0::numeric, 0::numeric FROM ONLY %s t %s";

    /** Blocks that are read at a time, 128 MiB as a rule. */
    private static final long BLOCKS = 16_384;

    private final Connection connection;
    private final Level level;
    private final boolean shared;
    private final long blockSize;
    private final SummedColumns summed;
    private final Map<String, List<Column>> columns = new HashMap<>();

    /** @param shared whether several connections will read */
    Parts(Connection connection, Level level, boolean shared) throws SQLException {
        this.connection = connection;
        this.level = level;
        this.shared = shared;
        this.blockSize = Rows.blockSize(connection);
        this.summed = SummedColumns.read(connection);
    }

    /** The columns whose sums the table's parts give beside their rows. */
    List<Column> columns(Table table) {
        return columns.getOrDefault(table.name(), List.of());
    }

    List<Part> of(Table table) throws SQLException {
        boolean sampled = level == Level.SAMPLED && table.key() != null && large(table);
        boolean told = table.by() == ReadBy.QUERY || table.by() == ReadBy.COLUMNS;
        List<Column> summedHere = sampled || !told || level == Level.COUNTS ? List.of() : summed.of(table);
        columns.put(table.name(), summedHere);
        StringBuilder sums = new StringBuilder();
        StringBuilder hashes = new StringBuilder();
        for (int i = 0; i < summedHere.size(); i++) {
            sums.append(", coalesce(sum(");
            if (table.by() == ReadBy.COLUMNS) {
                sums.append(summedHere.get(i).hashInLine());
            } else {
                sums.append('c').append(i);
                hashes.append(", ").append(summedHere.get(i).hash()).append(" AS c").append(i);
            }
            sums.append("), 0)");
        }
        List<Part> parts = new ArrayList<>();
        for (Place place : table.places()) {
            if (place.by() == ReadBy.COPY) {
                parts.add(new Part(table.name(), CopiedRows.query(place, level), place.bytes(), false));
                continue;
            }
            boolean byQuery = place.by() == ReadBy.QUERY;
            String row = RowText.of(byQuery ? place.row() : place.hashed()) + " COLLATE \"C\"";
            String line = sampled ? "CASE WHEN " + Sample.condition(table.key()) + " THEN " + row + " END" : row;
            for (String condition : conditions(place)) {
                String query = level == Level.COUNTS
                        ? COUNT.formatted(place.name(), condition)
                        : CONTENT.formatted(sums, line, hashes, place.name(), condition);
                parts.add(new Part(table.name(), query, place.bytes(), byQuery));
            }
        }
        return parts;
    }

    /** Ranges of blocks, the last one open at its end. */
    private List<String> conditions(Place place) {
        long blocks = place.bytes() / blockSize;
        if (!shared || !place.condition().isEmpty() || blocks <= BLOCKS) {
            return List.of(place.condition());
        }
        List<String> conditions = new ArrayList<>();
        for (long from = 0; from < blocks; from += BLOCKS) {
            long to = from + BLOCKS;
            conditions.add("WHERE t.ctid >= '(" + from + ",0)'::tid"
                    + (to < blocks ? " AND t.ctid < '(" + to + ",0)'::tid" : ""));
        }
        return conditions;
    }

    private boolean large(Table table) throws SQLException {
        long rows = 0;
        for (Place place : table.places()) {
            rows += Rows.number(connection, "SELECT count(*) FROM (SELECT FROM ONLY " + place.name() + " t "
                    + place.condition() + " LIMIT " + (Sample.SMALL + 1 - rows) + ") probe");
            if (rows > Sample.SMALL) {
                return true;
            }
        }
        return false;
    }
}
