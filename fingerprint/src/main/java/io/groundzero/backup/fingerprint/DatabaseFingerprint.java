package io.groundzero.backup.fingerprint;

import java.util.List;

/**
 * What one database holds.
 *
 * @param database its name
 * @param tables all tables whose rows a dump transports, by schema and name; partitioned tables at their root
 * @param largeObjects number of large objects
 */
public record DatabaseFingerprint(String database, List<TableFingerprint> tables, long largeObjects) {

    public DatabaseFingerprint {
        tables = List.copyOf(tables);
    }
}
