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

/** Reads what tables hold, each in its own way; once more by columns where a row's text is too large. */
final class TableContents {

    private final List<Connection> connections;
    private final Level level;
    private final Parts cutting;
    private final Map<String, Content> contents = new HashMap<>();
    private final Map<String, Table> again = new HashMap<>();

    /** @param connections one or more, each in a transaction that sees the same, under the settings of a fingerprint */
    TableContents(List<Connection> connections, Level level) throws SQLException {
        this.connections = connections;
        this.level = level;
        this.cutting = new Parts(connections.get(0), level, connections.size() > 1);
    }

    /** Reads a table of the source of which a query would run code of users. */
    void copy(Table table, Copying copying) throws SQLException {
        for (Place place : table.places()) {
            contents.merge(table.name(), CopiedRows.read(place, copying), Content::plus);
        }
    }

    /** @param beside what is no table */
    void query(List<Table> tables, List<Part> beside) throws SQLException {
        List<Part> parts = new ArrayList<>(beside);
        for (Table table : tables) {
            parts.addAll(cutting.of(table));
        }
        PartReading reading = new PartReading(parts);
        contents.putAll(reading.run(connections));
        tables.stream().filter(table -> reading.tooLarge().contains(table.name()))
                .forEach(table -> again.put(table.name(), table.by(ReadBy.COLUMNS)));
        List<Part> byColumns = new ArrayList<>();
        for (Table table : again.values()) {
            byColumns.addAll(cutting.of(table));
        }
        contents.putAll(new PartReading(byColumns).run(connections));
    }

    /** What was read of it. */
    TableFingerprint fingerprint(Table table) {
        ReadBy by = again.getOrDefault(table.name(), table).by();
        Content content = of(table.name());
        List<Column> columns = cutting.columns(table);
        return new TableFingerprint(table.schema(), table.table(), content.rows(),
                level == Level.COUNTS ? null : content.hex(), SummedColumns.sums(columns, content, false),
                SummedColumns.sums(columns, content, true), by == null ? null : by.word());
    }

    /** Of a table or of what was read beside; empty if nothing was. */
    Content of(String whole) {
        return contents.getOrDefault(whole, Content.EMPTY);
    }
}
