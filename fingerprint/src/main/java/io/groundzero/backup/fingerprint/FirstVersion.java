package io.groundzero.backup.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.fingerprint.PartReading.Part;
import io.groundzero.backup.fingerprint.Tables.Place;
import io.groundzero.backup.fingerprint.Tables.Table;

/** Reads a copy as the first version read the source: rows only, columns always as the table has them. */
final class FirstVersion {

    private FirstVersion() {
    }

    static DatabaseFingerprint read(List<Connection> connections, String database, Level level) throws SQLException {
        Canonical.set(connections);
        Connection first = connections.get(0);
        List<Table> tables = Tables.roots(first).stream()
                .map(table -> table.withPlaces(place -> place.with(Place.WHOLE))).toList();
        Parts cutting = new Parts(first, level, connections.size() > 1);
        List<Part> parts = new ArrayList<>();
        for (Table table : tables) {
            parts.addAll(cutting.of(table));
        }
        Map<String, Content> read = new PartReading(parts).run(connections);
        return DatabaseFingerprint.ofRows(database, tables.stream().map(table -> {
            Content content = read.getOrDefault(table.name(), Content.EMPTY);
            return new TableFingerprint(table.schema(), table.table(), content.rows(),
                    level == Level.COUNTS ? null : content.hex());
        }).toList(), LargeObjects.count(first));
    }
}
