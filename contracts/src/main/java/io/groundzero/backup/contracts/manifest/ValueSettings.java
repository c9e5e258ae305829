package io.groundzero.backup.contracts.manifest;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of a server that decide what the text of a value is, and so what comes out of a function that its owner calls
 * IMMUTABLE although it is not: a generated column or an index over {@code timestamptz::text} is computed anew by a restore.
 * What a database or a role has set is in the dump; what the server has set for all is not, and is recorded in
 * {@link SourceFacts#settings}.
 *
 * Not here is what a restore needs in one way whatever the source has: {@code array_nulls}, {@code transform_null_equals} and
 * {@code standard_conforming_strings} say what the dump itself means, {@code quote_all_identifiers} would get into definitions,
 * and {@code xmloption} and {@code search_path} are set by the dump.
 */
public final class ValueSettings {

    /** For initdb, since a cluster has them from its beginning. */
    public static final List<String> OF_LOCALES = List.of("lc_monetary", "lc_numeric", "lc_time");

    /** For the server's configuration. */
    public static final List<String> OF_SERVER = List.of("DateStyle", "IntervalStyle", "TimeZone", "bytea_output",
            "default_text_search_config", "extra_float_digits", "timezone_abbreviations",
            "xmlbinary");

    /** Longer than any name of a zone; without what could end a line. */
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private ValueSettings() {
    }

    /** All names, as {@code pg_settings} has them. */
    public static List<String> names() {
        return Stream.concat(OF_LOCALES.stream(), OF_SERVER.stream()).toList();
    }

    /**
     * What a restored server must have in its configuration.
     *
     * @return those {@link #OF_SERVER} that were recorded, by name; each value is one line of printable ASCII, which may hold
     *         quotes. Empty for backups of versions that recorded none.
     */
    public static SortedMap<String, String> ofServer(SourceFacts source) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (String name : OF_SERVER) {
            String value = source.settings().get(name);
            if (value != null && VALUE.matcher(value).matches()) {
                settings.put(name, value);
            }
        }
        return settings;
    }
}
