package io.groundzero.backup.contracts.message;

import io.groundzero.backup.contracts.manifest.EncryptedArtifact;

/**
 * An encrypted artifact is durable on the volume. Routing key {@code artifact.encrypted}.
 *
 * @param path the ciphertext, relative to the volume
 * @param durationMillis how long encrypting took
 */
public record ArtifactEncrypted(String backupId, String cluster, EncryptedArtifact artifact, String path,
        long durationMillis) implements Subject {

    public static final String ROUTING_KEY = "artifact.encrypted";

    @Override
    public String artifactName() {
        return artifact.object();
    }
}
