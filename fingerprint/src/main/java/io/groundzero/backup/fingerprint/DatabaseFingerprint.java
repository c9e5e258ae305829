package io.groundzero.backup.fingerprint;

import java.util.List;
import java.util.Map;

import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.catalogue.SequenceFingerprint;
import io.groundzero.backup.fingerprint.outside.OutsideObject;

/**
 * What one database holds.
 *
 * @param database its name
 * @param tables all tables whose rows a dump transports, by schema and name; partitioned tables at their root
 * @param largeObjects number of large objects
 * @param largeObjectContent like the content of a table, for all large objects; null at level {@code counts} and in
 *        fingerprints of the first version
 * @param materializedViews those that are populated; a restore computes them anew, so that they are reported only
 * @param catalogue null in fingerprints of the first version
 * @param sequences all of them, by name
 * @param extensions version by name; a restore installs what the machine has
 * @param outside what a dump does not hold, or only in part; null in fingerprints of versions that did not look
 */
public record DatabaseFingerprint(String database, List<TableFingerprint> tables, long largeObjects,
        String largeObjectContent, List<TableFingerprint> materializedViews, Catalogue catalogue,
        List<SequenceFingerprint> sequences, Map<String, String> extensions,
        List<OutsideObject> outside) {

    public DatabaseFingerprint {
        tables = List.copyOf(tables);
        materializedViews = materializedViews == null ? List.of() : List.copyOf(materializedViews);
        sequences = sequences == null ? List.of() : List.copyOf(sequences);
        extensions = extensions == null ? Map.of() : Map.copyOf(extensions);
        outside = outside == null ? null : List.copyOf(outside);
    }

    /** As versions had it that did not look for what a dump does not hold. */
    public DatabaseFingerprint(String database, List<TableFingerprint> tables, long largeObjects,
            String largeObjectContent, List<TableFingerprint> materializedViews, Catalogue catalogue,
            List<SequenceFingerprint> sequences, Map<String, String> extensions) {
        this(database, tables, largeObjects, largeObjectContent, materializedViews, catalogue, sequences, extensions,
                null);
    }

    /** As the first version had it: rows and the number of large objects. */
    public static DatabaseFingerprint ofRows(String database, List<TableFingerprint> tables, long largeObjects) {
        return new DatabaseFingerprint(database, tables, largeObjects, null, List.of(), null, List.of(), Map.of());
    }
}
