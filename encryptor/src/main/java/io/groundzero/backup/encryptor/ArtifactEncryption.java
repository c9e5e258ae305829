package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.openpgp.Recipients;

/**
 * The encryptor's step. In this order: the ciphertext is durable, the note about it is durable, the plaintext is
 * deleted. So whatever was interrupted where, the note says whether the ciphertext is complete, and plaintext exists as
 * long as it may be needed.
 */
class ArtifactEncryption implements Work<ArtifactDumped> {

    private final VolumePaths volume;
    private final EncryptionPass pass;
    private final ObjectMapper json;

    ArtifactEncryption(VolumePaths volume, Recipients recipients, ObjectMapper json) {
        this.volume = volume;
        this.pass = new EncryptionPass(recipients);
        this.json = json;
    }

    @Override
    public Result run(ArtifactDumped message, Progress progress) throws BackupException {
        ArtifactPaths paths = ArtifactPaths.of(message, volume);
        try {
            Optional<ArtifactEncrypted> noted = read(paths.note(), ArtifactEncrypted.class);
            if (noted.isPresent() && isComplete(noted.get(), paths.ciphertext())) {
                deletePlaintext(paths);
                return result(noted.get());
            }
            if (!Files.exists(paths.plaintext(), LinkOption.NOFOLLOW_LINKS)) {
                return shippedAlready(message.artifact(), paths);
            }
            Files.deleteIfExists(paths.note());
            ArtifactEncrypted encrypted = encrypt(message, paths, progress);
            DurableFiles.writeString(paths.note(), json.writeValueAsString(encrypted));
            deletePlaintext(paths);
            return result(encrypted);
        } catch (NoSuchFileException e) {
            throw new BackupException(ErrorCode.ARTIFACT_MISSING,
                    "cannot encrypt " + message.artifact().path() + ": it disappeared: " + e.getMessage(), e);
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "cannot encrypt " + message.artifact().path(), ErrorCode.ENCRYPTION_FAILED);
        }
    }

    private ArtifactEncrypted encrypt(ArtifactDumped message, ArtifactPaths paths, Progress progress)
            throws BackupException, IOException {
        long start = System.nanoTime();
        DumpedArtifact artifact = message.artifact();
        // without a note it is either no complete file, or one that nobody knows the hash of
        Files.deleteIfExists(paths.ciphertext());
        DurableFiles.createDirectories(paths.ciphertext().getParent());
        EncryptionPass.Outcome outcome = pass.run(artifact, paths, progress);
        return new ArtifactEncrypted(message.backupId(), message.cluster(),
                new EncryptedArtifact(artifact.name(), artifact.kind(), artifact.object(), outcome.plain(),
                        outcome.encrypted(), outcome.recipients()),
                volume.relative(paths.ciphertext()), (System.nanoTime() - start) / 1_000_000);
    }

    /** After shipping the work folder is gone; then the manifest answers for the artifact. */
    private Result shippedAlready(DumpedArtifact artifact, ArtifactPaths paths) throws BackupException, IOException {
        boolean listed = read(paths.manifest(), Manifest.class).stream()
                .flatMap(manifest -> manifest.artifacts().stream())
                .anyMatch(shipped -> shipped.object().equals(artifact.object()));
        if (!listed) {
            throw new BackupException(ErrorCode.ARTIFACT_MISSING, "neither " + paths.plaintext()
                    + " nor a complete encrypted form of it in " + paths.ciphertext() + " exists");
        }
        return Result.of(List.of(), null, null);
    }

    private static boolean isComplete(ArtifactEncrypted noted, Path ciphertext) throws IOException {
        return Files.isRegularFile(ciphertext) && Files.size(ciphertext) == noted.artifact().encrypted().size();
    }

    private static void deletePlaintext(ArtifactPaths paths) throws IOException {
        if (Files.exists(paths.plaintext(), LinkOption.NOFOLLOW_LINKS)) {
            DurableFiles.deleteTree(paths.plaintext());
            DurableFiles.forceDirectory(paths.plaintext().getParent());
        }
    }

    private static Result result(ArtifactEncrypted encrypted) {
        return Result.of(List.of(new Next(ArtifactEncrypted.ROUTING_KEY, encrypted)), null,
                encrypted.artifact().encrypted().size());
    }

    private <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
