package io.groundzero.backup.gateway.watch;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.CopyReport.SeenFile;

/** Compares a copy with what its manifest says. Pure logic. */
final class CopyLook {

    private CopyLook() {
    }

    /**
     * @param seen what lies there, or null if there is nothing
     * @param known tag of each file as it was when the copy counted as whole; may lack some
     * @return what is wrong, as the end of a sentence; empty if all is there
     */
    static Optional<String> trouble(Manifest manifest, Seen seen, Map<String, String> known) {
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
        if (seen.files() != null) {
            Optional<String> differs = differs(manifest, seen, known);
            if (differs.isPresent()) {
                return differs;
            }
        }
        // there may be more files than the manifest has: somebody else's do not harm
        return seen.bytes() < bytes
                ? Optional.of("has " + seen.bytes() + " of " + bytes + " bytes")
                : Optional.empty();
    }

    /** By name: as many files with as many bytes may be others. */
    private static Optional<String> differs(Manifest manifest, Seen seen, Map<String, String> known) {
        Map<String, SeenFile> files = seen.files().stream()
                .collect(Collectors.toMap(SeenFile::name, Function.identity(), (a, b) -> a));
        for (EncryptedArtifact artifact : manifest.artifacts()) {
            SeenFile file = files.get(artifact.object());
            if (file == null) {
                return Optional.of("lacks " + artifact.object());
            }
            if (file.size() != artifact.encrypted().size()) {
                return Optional.of("has " + file.size() + " of " + artifact.encrypted().size() + " bytes in "
                        + artifact.object());
            }
        }
        for (SeenFile file : files.values()) {
            String before = known.get(file.name());
            if (before != null && file.tag() != null && !before.equals(file.tag())) {
                return Optional.of("was written to: " + file.name() + " is not the file any more that was there");
            }
        }
        return known.keySet().stream().filter(name -> !files.containsKey(name)).sorted().findFirst()
                .map(name -> "lacks " + name);
    }
}
