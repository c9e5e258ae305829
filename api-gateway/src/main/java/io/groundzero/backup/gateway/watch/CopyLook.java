package io.groundzero.backup.gateway.watch;

import java.util.Optional;

import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.CopyReport.Seen;

/** Compares a copy with what its manifest says. Pure logic. */
final class CopyLook {

    private CopyLook() {
    }

    /**
     * @param seen what lies there, or null if there is nothing
     * @return what is wrong, as the end of a sentence; empty if all is there
     */
    static Optional<String> trouble(Manifest manifest, Seen seen) {
        int artifacts = manifest.artifacts().size();
        long bytes = manifest.artifacts().stream().mapToLong(artifact -> artifact.encrypted().size()).sum();
        if (seen == null) {
            return Optional.of("is gone");
        }
        if (!seen.manifest()) {
            return Optional.of("has lost its manifest or signature");
        }
        if (seen.artifacts() < artifacts) {
            return Optional.of("has " + seen.artifacts() + " of " + artifacts + " files");
        }
        // there may be more files than the manifest has: somebody else's do not harm
        return seen.bytes() < bytes
                ? Optional.of("has " + seen.bytes() + " of " + bytes + " bytes")
                : Optional.empty();
    }
}
