package io.groundzero.backup.contracts.message;

import io.groundzero.backup.contracts.manifest.DumpedArtifact;

/**
 * A plaintext artifact is complete on the volume. Sent only when the whole dump is complete. Routing key
 * {@code artifact.dumped}.
 */
public record ArtifactDumped(String backupId, String cluster, DumpedArtifact artifact) implements Subject {

    public static final String ROUTING_KEY = "artifact.dumped";

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
        Whole.require("artifact.path", artifact.path());
        Whole.require("artifact.content", artifact.content());
    }
}
