package io.groundzero.backup.verifier.mutation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.groundzero.backup.contracts.manifest.DatabaseFacts;

/** What a manifest says about a database, as the dumper finds it out. */
final class SampleFacts {

    private static final String DATABASE = """
            SELECT current_timestamp, pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype, datcollversion
            FROM pg_catalog.pg_database WHERE datname = current_database()""";

    private static final String COLLATIONS = """
            SELECT n.nspname || '.' || c.collname || '=' || coalesce(c.collversion, '')
            FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1""";

    private SampleFacts() {
    }

    static DatabaseFacts read(Connection connection, String database) throws SQLException {
        Map<String, String> extensions = new TreeMap<>();
        List<String> collations = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT extname, extversion FROM pg_catalog.pg_extension")) {
                while (row.next()) {
                    extensions.put(row.getString(1), row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery(COLLATIONS)) {
                while (row.next()) {
                    collations.add(row.getString(1));
                }
            }
            try (ResultSet row = statement.executeQuery(DATABASE)) {
                row.next();
                return new DatabaseFacts(database, row.getTimestamp(1).toInstant(), "0/1", row.getString(2), "libc",
                        row.getString(3), row.getString(4), null, row.getString(5), extensions, collations);
            }
        }
    }
}
