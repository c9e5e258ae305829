package io.groundzero.backup.verifier.decrypt;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.groundzero.backup.archive.DigestingInputStream;
import io.groundzero.backup.archive.TarArchive;
import io.groundzero.backup.archive.Zstd;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.openpgp.DecryptionKeys;
import io.groundzero.backup.verifier.decrypt.Plaintext.DatabaseDump;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.proof.LocalTrouble;

/** The second step: every artifact is decrypted and unpacked to its end before anything of it is used. */
public class Decrypt {

    private static final int BUFFER = 256 * 1024;

    private final DecryptionKeys keys;

    public Decrypt(DecryptionKeys keys) {
        this.keys = keys;
    }

    /**
     * @param encrypted folder with the artifacts; each is deleted once it is decrypted
     * @param target empty folder for this JVM alone
     * @throws BackupException DECRYPTION_FAILED, DECRYPTION_KEY_MISSING, or what this machine lacks
     */
    public Plaintext run(Manifest manifest, Path encrypted, Path target, Evidence evidence)
            throws BackupException, IOException {
        Path globals = null;
        Path fingerprint = null;
        Optional<Path> checks = Optional.empty();
        Optional<Path> configuration = Optional.empty();
        List<DatabaseDump> databases = new ArrayList<>();
        for (EncryptedArtifact artifact : manifest.artifacts()) {
            Path unpacked = unpack(artifact, encrypted.resolve(artifact.object()), target);
            evidence.add(artifact.object() + ": holds " + artifact.plain());
            Files.delete(encrypted.resolve(artifact.object()));
            switch (artifact.kind()) {
                case GLOBALS -> globals = unpacked;
                case FINGERPRINT -> fingerprint = unpacked;
                case DATABASE ->
                    databases.add(new DatabaseDump(artifact.name(), unpacked, Files.isDirectory(unpacked)));
                case CONFIGURATION -> configuration = Optional.of(unpacked);
                case CHECKS -> checks = Optional.of(unpacked);
            }
        }
        evidence.summary(manifest.artifacts().size() + " artifacts decrypted, their integrity checked to the end");
        return new Plaintext(globals, databases, fingerprint, checks, configuration);
    }

    private Path unpack(EncryptedArtifact artifact, Path file, Path target) throws BackupException, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            DigestingInputStream plain = new DigestingInputStream(decrypt(artifact, in));
            Path unpacked;
            // its close checks OpenPGP's integrity packet
            try (plain) {
                unpacked = write(artifact, plain, target);
                plain.transferTo(OutputStream.nullOutputStream());
            }
            if (!plain.digest().equals(artifact.plain())) {
                throw new BackupException(ErrorCode.DECRYPTION_FAILED, artifact.object() + " holds " + plain.digest()
                        + "; encrypted was " + artifact.plain());
            }
            return unpacked;
        } catch (IOException | RuntimeException e) {
            Optional<ErrorCode> trouble = LocalTrouble.in(e);
            throw new BackupException(trouble.orElse(ErrorCode.DECRYPTION_FAILED),
                    artifact.object() + " cannot be decrypted and unpacked: " + e.getMessage(), e);
        }
    }

    /** A key that is not at hand speaks against nobody; one that is, and opens nothing, against the backup. */
    private InputStream decrypt(EncryptedArtifact artifact, InputStream in) throws BackupException, IOException {
        try {
            return keys.decrypt(in);
        } catch (BackupException e) {
            if (e.code() == ErrorCode.DECRYPTION_KEY_MISSING && artifact.recipients().stream().anyMatch(keys::has)) {
                throw new BackupException(ErrorCode.DECRYPTION_FAILED, artifact.object()
                        + " was encrypted to other keys than the manifest lists: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static Path write(EncryptedArtifact artifact, InputStream plain, Path target) throws IOException {
        String name = artifact.object().substring(0, artifact.object().length() - ".gpg".length());
        if (!name.endsWith(".zst")) {
            return write(artifact, name, plain, target);
        }
        // closing gives back zstd's own memory; the stream below is still read to its end
        InputStream open = new FilterInputStream(plain) {
            @Override
            public void close() {
                // not here
            }
        };
        try (InputStream content = Zstd.decompress(open)) {
            return write(artifact, name.substring(0, name.length() - ".zst".length()), content, target);
        }
    }

    private static Path write(EncryptedArtifact artifact, String name, InputStream content, Path target)
            throws IOException {
        if (!name.endsWith(".tar")) {
            Path file = target.resolve(name);
            try (OutputStream out = Files.newOutputStream(file)) {
                content.transferTo(out);
            }
            return file;
        }
        Path folder = target.resolve(name.substring(0, name.length() - ".tar".length()) + ".unpacked");
        TarArchive.extract(content, folder);
        return name.endsWith(".dir.tar") ? onlyFolder(folder, artifact) : folder;
    }

    /** The dump's directory, the one entry at the top of its archive. */
    private static Path onlyFolder(Path folder, EncryptedArtifact artifact) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> paths = entries.toList();
            if (paths.size() != 1 || !Files.isDirectory(paths.get(0))) {
                throw new IOException("the archive " + artifact.object() + " does not hold one directory");
            }
            return paths.get(0);
        }
    }
}
