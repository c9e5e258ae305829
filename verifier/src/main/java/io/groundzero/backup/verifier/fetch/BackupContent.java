package io.groundzero.backup.verifier.fetch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.name.ObjectNames;

/** Whether a manifest lists all that makes a backup, under the names that it must have. Pure logic. */
final class BackupContent {

    private BackupContent() {
    }

    /**
     * @throws BackupException MANIFEST_INVALID
     */
    static void require(Manifest manifest) throws BackupException {
        one(manifest, ArtifactKind.GLOBALS);
        one(manifest, ArtifactKind.FINGERPRINT);
        if (manifest.schemaVersion() != Manifest.FIRST_VERSION) {
            one(manifest, ArtifactKind.CHECKS);
        }
        Set<String> objects = new HashSet<>();
        for (EncryptedArtifact artifact : manifest.artifacts()) {
            if (!names(artifact).contains(artifact.object())) {
                throw invalid(manifest, "lists " + artifact.kind() + " " + artifact.name() + " as "
                        + artifact.object());
            }
            if (!objects.add(artifact.object())) {
                throw invalid(manifest, "lists " + artifact.object() + " twice");
            }
        }
        List<String> dumped = of(manifest, ArtifactKind.DATABASE).stream().map(EncryptedArtifact::name).sorted()
                .toList();
        List<String> described = manifest.databases().stream().map(DatabaseFacts::name).sorted().toList();
        if (dumped.isEmpty() || !dumped.equals(described)) {
            throw invalid(manifest, "holds dumps of the databases " + dumped + ", but describes " + described);
        }
    }

    private static void one(Manifest manifest, ArtifactKind kind) throws BackupException {
        int count = of(manifest, kind).size();
        if (count != 1) {
            throw invalid(manifest, "lists " + count + " artifacts of kind " + kind + " instead of one");
        }
    }

    private static List<EncryptedArtifact> of(Manifest manifest, ArtifactKind kind) {
        return manifest.artifacts().stream().filter(artifact -> artifact.kind() == kind).toList();
    }

    private static Set<String> names(EncryptedArtifact artifact) {
        return switch (artifact.kind()) {
            case GLOBALS -> Set.of(ObjectNames.GLOBALS);
            case CONFIGURATION -> Set.of(ObjectNames.CONFIGURATION);
            case FINGERPRINT -> Set.of(ObjectNames.FINGERPRINT);
            case CHECKS -> Set.of(ObjectNames.CHECKS);
            case DATABASE -> List.of(ObjectNames.directoryDump(artifact.name()),
                    ObjectNames.directoryDumpCompressed(artifact.name()), ObjectNames.plainDump(artifact.name()))
                    .stream().collect(Collectors.toSet());
        };
    }

    private static BackupException invalid(Manifest manifest, String what) {
        return new BackupException(ErrorCode.MANIFEST_INVALID, "the manifest of " + manifest.backupId() + " " + what);
    }
}
