package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.name.VolumePaths;

/**
 * Where one artifact lies before and after. As the plaintext is deleted in the end, a message is believed only as far as
 * it names something that a dump may have put into its backup's own work folder.
 *
 * @param plaintext the file or directory
 * @param ciphertext the encrypted file in the local copy
 * @param note says that the ciphertext is complete, and what it is
 * @param manifest exists once the backup is shipped
 */
record ArtifactPaths(Path plaintext, Path ciphertext, Path note, Path manifest) {

    private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9_%-][A-Za-z0-9_%.-]*\\.gpg");
    private static final Pattern NOTE = Pattern.compile("dump\\.json|.*\\.(encrypted|shipped)\\.json");

    /**
     * @throws BackupException MESSAGE_UNREADABLE if the message names anything else
     */
    static ArtifactPaths of(ArtifactDumped message, VolumePaths volume) throws BackupException {
        try {
            DumpedArtifact artifact = message.artifact();
            if (artifact == null || artifact.object() == null || artifact.path() == null || artifact.content() == null
                    || artifact.kind() == null || artifact.name() == null) {
                throw new IllegalArgumentException("it does not say which artifact");
            }
            BackupId backup = BackupId.parse(message.backupId());
            if (!backup.cluster().equals(message.cluster())) {
                throw new IllegalArgumentException("its cluster is not the backup's");
            }
            if (!OBJECT.matcher(artifact.object()).matches()) {
                throw new IllegalArgumentException("not an encrypted object's name: " + artifact.object());
            }
            Path work = volume.work(backup);
            return new ArtifactPaths(plaintext(artifact.path(), work, volume),
                    volume.backup(backup).resolve(artifact.object()),
                    work.resolve(artifact.object() + ".encrypted.json"),
                    volume.backup(backup).resolve(ObjectNames.MANIFEST));
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE,
                    "a message in queue encryptor cannot be followed: " + e.getMessage(), e);
        }
    }

    private static Path plaintext(String named, Path work, VolumePaths volume) {
        Path path = volume.resolve(named);
        if (!work.equals(path.getParent()) || NOTE.matcher(path.getFileName().toString()).matches()) {
            throw new IllegalArgumentException("not an artifact in the backup's own folder " + work + ": " + named);
        }
        try {
            if (Files.isSymbolicLink(path)
                    || Files.exists(work) && !work.toRealPath().equals(volume.root().toRealPath().resolve(
                            volume.root().relativize(work)))) {
                throw new IllegalArgumentException("a link leads out of the backup's own folder: " + named);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be resolved: " + named, e);
        }
        return path;
    }
}
