package io.groundzero.backup.fingerprint;

import java.util.List;

/**
 * What a cluster's databases held at the snapshots of their dumps.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout
 * @param level how much of the content it covers, as {@link Level#word}
 * @param databases one per database, as dumped
 */
public record Fingerprint(int schemaVersion, String level, List<DatabaseFingerprint> databases) {

    public static final int SCHEMA_VERSION = 1;

    public Fingerprint {
        databases = List.copyOf(databases);
    }
}
