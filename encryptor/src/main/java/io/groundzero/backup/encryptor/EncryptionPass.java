package io.groundzero.backup.encryptor;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

import io.groundzero.backup.archive.DigestingOutputStream;
import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.archive.TarArchive;
import io.groundzero.backup.archive.Zstd;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.handover.Work.Progress;
import io.groundzero.backup.openpgp.Recipients;

/**
 * Reads the plaintext once: tar, hash, zstd, hash, OpenPGP, hash, file; in constant memory. The file appears only if what
 * was read is what the dumper had hashed.
 */
class EncryptionPass {

    private static final int BUFFER = 256 * 1024;

    private final Recipients recipients;

    EncryptionPass(Recipients recipients) {
        this.recipients = recipients;
    }

    /**
     * @param plain what went into OpenPGP
     * @param encrypted what came out
     * @param recipients who can open it
     */
    record Outcome(Digest plain, Digest encrypted, List<String> recipients) {
    }

    /**
     * @throws BackupException RECIPIENT_KEY_UNUSABLE, DISK_FULL, or ARTIFACT_CHANGED; then there is no file
     */
    Outcome run(DumpedArtifact artifact, ArtifactPaths paths, Progress progress) throws BackupException, IOException {
        recipients.check();
        if (Files.isDirectory(paths.plaintext(), LinkOption.NOFOLLOW_LINKS) != artifact.directory()) {
            throw new BackupException(ErrorCode.ARTIFACT_CHANGED, paths.plaintext() + " should be a "
                    + (artifact.directory() ? "directory" : "file") + " but is not");
        }
        requireSpace(artifact, paths.ciphertext().getParent());
        Outcome[] outcome = new Outcome[1];
        try {
            DurableFiles.write(paths.ciphertext(),
                    file -> outcome[0] = encrypt(artifact, paths.plaintext(), file, progress));
        } catch (Refused e) {
            throw e.reason;
        }
        return outcome[0];
    }

    private Outcome encrypt(DumpedArtifact artifact, Path plaintext, OutputStream file, Progress progress)
            throws IOException {
        DigestingOutputStream encrypted = new DigestingOutputStream(file);
        DigestingOutputStream plain;
        DigestingOutputStream content;
        try (OutputStream message = recipients.encrypt(encrypted)) {
            plain = new DigestingOutputStream(message);
            content = artifact.compress() ? compressed(artifact, plaintext, plain, progress) : plain;
            if (!artifact.compress()) {
                copy(artifact, plaintext, content, progress);
            }
        } catch (BackupException e) {
            throw new Refused(e);
        }
        requireUnchanged(artifact, content.digest());
        return new Outcome(plain.digest(), encrypted.digest(), recipients.fingerprints());
    }

    private static DigestingOutputStream compressed(DumpedArtifact artifact, Path plaintext, OutputStream out,
            Progress progress) throws IOException {
        try (OutputStream zstd = Zstd.compress(out)) {
            DigestingOutputStream content = new DigestingOutputStream(zstd);
            copy(artifact, plaintext, content, progress);
            return content;
        }
    }

    private static void copy(DumpedArtifact artifact, Path plaintext, OutputStream content, Progress progress)
            throws IOException {
        OutputStream out = new BufferedOutputStream(
                new ProgressOutputStream(content, progress, artifact.content().size()), BUFFER);
        if (artifact.directory()) {
            TarArchive.write(plaintext, out);
        } else {
            try (InputStream in = Files.newInputStream(plaintext, LinkOption.NOFOLLOW_LINKS)) {
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
            }
        }
        out.flush();
    }

    private static void requireUnchanged(DumpedArtifact artifact, Digest found) throws Refused {
        if (!found.equals(artifact.content())) {
            throw new Refused(new BackupException(ErrorCode.ARTIFACT_CHANGED, artifact.path()
                    + " is not what was dumped: " + found + " instead of " + artifact.content()));
        }
    }

    /** How far zstd will shrink it is not known before, so only what is not compressed is checked. */
    private static void requireSpace(DumpedArtifact artifact, Path folder) throws BackupException, IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        long needed = artifact.compress() ? 0 : artifact.content().size();
        if (free < needed) {
            throw new BackupException(ErrorCode.DISK_FULL, "encrypting " + artifact.path() + " needs " + needed
                    + " bytes in " + folder + ", but only " + free + " are free");
        }
    }

    /** Carries a refusal through code that only knows of failing input and output. */
    private static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient BackupException reason;

        Refused(BackupException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
