package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

import io.groundzero.backup.contracts.manifest.SourceFacts;

/** What is asked about the cluster as a whole. */
final class SourceQueries {

    static final String GLOBALS = """
            SELECT 'role ' || rolname FROM pg_catalog.pg_roles
            UNION ALL SELECT 'tablespace ' || spcname FROM pg_catalog.pg_tablespace""";

    /** Name of the column with the ICU or builtin locale. */
    static String localeColumn(int major) {
        return major >= 17 ? "datlocale" : "daticulocale";
    }

    /** {@code libc}, {@code icu} or {@code builtin}, from the letter in the catalogue. */
    static final String LOCALE_PROVIDER = "CASE datlocprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' "
            + "WHEN 'b' THEN 'builtin' ELSE datlocprovider::text END";

    private static final String FACTS = """
            SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
                   (SELECT system_identifier FROM pg_catalog.pg_control_system()) AS system,
                   (SELECT rolname FROM pg_catalog.pg_roles WHERE oid = 10) AS bootstrap,
                   pg_catalog.pg_encoding_to_char(encoding) AS encoding, %s AS provider, datcollate, datctype,
                   %s AS locale, current_setting('data_checksums') = 'on' AS checksums
            FROM pg_catalog.pg_database WHERE datname = 'template0'""";

    /**
     * What a restore may depend on and a dump does not carry, but for what sessions of the driver's have of their own, which is
     * asked elsewhere. Libraries are told only to members of pg_read_all_settings.
     */
    private static final String SETTINGS = """
            SELECT name, setting FROM pg_catalog.pg_settings
            WHERE name IN ('block_size', 'integer_datetimes', 'max_identifier_length', 'max_index_keys',
              'default_table_access_method', 'default_toast_compression', 'shared_preload_libraries',
              'session_preload_libraries', 'local_preload_libraries')""";

    private SourceQueries() {
    }

    static SourceFacts facts(Connection connection, int major, String image) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        Query.list(connection, SETTINGS, row -> settings.put(row.getString(1), row.getString(2)));
        return Query.one(connection, FACTS.formatted(LOCALE_PROVIDER, localeColumn(major)),
                row -> new SourceFacts(row.getString("version"), major, image, row.getString("system"),
                        row.getString("bootstrap"), row.getString("encoding"), row.getString("provider"),
                        row.getString("datcollate"), row.getString("datctype"), row.getString("locale"),
                        row.getBoolean("checksums"), settings));
    }
}
