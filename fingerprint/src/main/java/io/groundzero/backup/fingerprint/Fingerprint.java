package io.groundzero.backup.fingerprint;

import java.util.List;

import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.outside.ClusterOutside;

/**
 * What a cluster's databases held at the snapshots of their dumps.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout; {@value #EVERY_COLUMN} had the rows with columns that
 *        are generated virtually, and all tables read by queries; {@value #ROWS_ONLY} neither catalogue nor sequences
 * @param level how much of the content it covers, as {@link Level#word}
 * @param databases one per database, as dumped
 * @param cluster roles, memberships and what else databases share; null in the first version
 * @param outside what is in no dump beside what databases tell; null in fingerprints of versions that did not look
 * @param accepted names of what is in no dump and need not be, as the cluster's configuration has them
 */
public record Fingerprint(int schemaVersion, String level, List<DatabaseFingerprint> databases, Catalogue cluster,
        ClusterOutside outside, List<String> accepted) {

    public static final int SCHEMA_VERSION = 3;
    public static final int EVERY_COLUMN = 2;
    public static final int ROWS_ONLY = 1;

    public Fingerprint {
        databases = List.copyOf(databases);
        accepted = accepted == null ? List.of() : List.copyOf(accepted);
    }

    /** As versions had it that did not look for what a dump does not hold. */
    public Fingerprint(int schemaVersion, String level, List<DatabaseFingerprint> databases, Catalogue cluster) {
        this(schemaVersion, level, databases, cluster, null, List.of());
    }
}
