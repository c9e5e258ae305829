package io.groundzero.backup.shipper.manifest;

import io.groundzero.backup.contracts.message.ArtifactEncrypted;

/**
 * Noted on the volume when an artifact is in the bucket.
 *
 * @param message the artifact, as it was handed to the shipper
 * @param durationMillis how long checking and uploading took in the attempt that succeeded
 */
public record ShippedNote(ArtifactEncrypted message, long durationMillis) {
}
