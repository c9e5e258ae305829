package io.groundzero.backup.fingerprint;

import java.util.List;

import io.groundzero.backup.fingerprint.catalogue.Catalogue;

/**
 * What a cluster's databases held at the snapshots of their dumps.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout; {@value #ROWS_ONLY} had neither catalogue nor sequences
 * @param level how much of the content it covers, as {@link Level#word}
 * @param databases one per database, as dumped
 * @param cluster roles, memberships and what else databases share; null in the first version
 * @param accepted names of what is in no dump and need not be, as the cluster's configuration has them
 */
public record Fingerprint(int schemaVersion, String level, List<DatabaseFingerprint> databases, Catalogue cluster,
        List<String> accepted) {

    public static final int SCHEMA_VERSION = 2;
    public static final int ROWS_ONLY = 1;

    public Fingerprint {
        databases = List.copyOf(databases);
        accepted = accepted == null ? List.of() : List.copyOf(accepted);
    }

    /** Nothing is accepted to be missing. */
    public Fingerprint(int schemaVersion, String level, List<DatabaseFingerprint> databases, Catalogue cluster) {
        this(schemaVersion, level, databases, cluster, List.of());
    }
}
