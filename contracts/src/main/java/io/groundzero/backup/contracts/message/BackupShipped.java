package io.groundzero.backup.contracts.message;

import java.time.Instant;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.manifest.Digest;

/**
 * A backup is complete in the bucket and is to be verified; sent again to verify it again. Routing key
 * {@code backup.shipped}.
 *
 * @param manifestObject the manifest's key in the bucket
 * @param manifest what the manifest must be
 * @param requestedAt when this verification was asked for; names the proof
 * @param drill the game day that this verification is part of, or null
 */
public record BackupShipped(String backupId, String cluster, String manifestObject, Digest manifest,
        Instant requestedAt, DrillOrder drill) implements Subject {

    public static final String ROUTING_KEY = "backup.shipped";

    /** A verification that is no part of a game day. */
    public BackupShipped(String backupId, String cluster, String manifestObject, Digest manifest,
            Instant requestedAt) {
        this(backupId, cluster, manifestObject, manifest, requestedAt, null);
    }

    @Override
    public String drillId() {
        return drill == null ? null : drill.id();
    }

    @Override
    public void requireWhole() {
        Whole.require("manifestObject", manifestObject);
        Whole.require("manifest", manifest);
        Whole.require("requestedAt", requestedAt);
    }
}
