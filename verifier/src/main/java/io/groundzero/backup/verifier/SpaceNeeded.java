package io.groundzero.backup.verifier;

import io.groundzero.backup.contracts.manifest.Manifest;

/** How much space a verification may take, before anything of the backup is fetched. */
public final class SpaceNeeded {

    /** What an empty cluster takes, and some air. */
    private static final long BASE = 512L << 20;

    private SpaceNeeded() {
    }

    /**
     * @param factor as a multiple of the encrypted backup's size
     * @return bytes
     */
    public static long by(Manifest manifest, int factor) {
        return BASE + factor * manifest.artifacts().stream().mapToLong(artifact -> artifact.encrypted().size()).sum();
    }
}
