package io.groundzero.backup.contracts.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a restore must know about one database. Nothing about the content of its tables.
 *
 * @param name as in the source
 * @param snapshotAt the source's clock when the snapshot was taken
 * @param lsn write-ahead log position at the snapshot
 * @param encoding for example {@code UTF8}
 * @param localeProvider {@code libc}, {@code icu} or {@code builtin}
 * @param collate {@code LC_COLLATE}
 * @param ctype {@code LC_CTYPE}
 * @param icuLocale the ICU or builtin locale, or null
 * @param collationVersion the version that the database was created with, or null
 * @param extensions name and version
 * @param collations user-defined collations with their recorded versions, as {@code schema.name=version}
 */
public record DatabaseFacts(String name, Instant snapshotAt, String lsn, String encoding, String localeProvider,
        String collate, String ctype, String icuLocale, String collationVersion, Map<String, String> extensions,
        List<String> collations) {

    public DatabaseFacts {
        extensions = Map.copyOf(extensions);
        collations = List.copyOf(collations);
    }
}
