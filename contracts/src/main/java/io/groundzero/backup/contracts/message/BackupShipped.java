package io.groundzero.backup.contracts.message;

import java.time.Instant;

import io.groundzero.backup.contracts.manifest.Digest;

/**
 * A backup is complete in the bucket and is to be verified; sent again to verify it again. Routing key
 * {@code backup.shipped}.
 *
 * @param manifestObject the manifest's key in the bucket
 * @param manifest what the manifest must be
 * @param requestedAt when this verification was asked for; names the proof
 */
public record BackupShipped(String backupId, String cluster, String manifestObject, Digest manifest,
        Instant requestedAt) implements Subject {

    public static final String ROUTING_KEY = "backup.shipped";
}
