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
        return artifact == null ? null : artifact.object();
    }

    @Override
    public void requireWhole() {
        Whole.require("artifact", artifact);
        Whole.require("artifact.name", artifact.name());
        Whole.require("artifact.kind", artifact.kind());
        Whole.require("artifact.object", artifact.object());
        Whole.require("artifact.plain", artifact.plain());
        Whole.require("artifact.encrypted", artifact.encrypted());
        Whole.require("path", path);
        if (durationMillis < 0) {
            throw new IllegalArgumentException("durationMillis is " + durationMillis);
        }
    }
}
