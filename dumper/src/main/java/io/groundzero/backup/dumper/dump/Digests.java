package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.groundzero.backup.archive.DigestingOutputStream;
import io.groundzero.backup.archive.TarArchive;
import io.groundzero.backup.contracts.manifest.Digest;

/** What the encryptor must find when it reads an artifact. */
final class Digests {

    private Digests() {
    }

    static Digest ofFile(Path file) throws IOException {
        try (DigestingOutputStream out = new DigestingOutputStream(OutputStream.nullOutputStream())) {
            Files.copy(file, out);
            return out.digest();
        }
    }

    /** Of the tar stream that the directory makes. */
    static Digest ofDirectory(Path directory) throws IOException {
        try (DigestingOutputStream out = new DigestingOutputStream(OutputStream.nullOutputStream())) {
            TarArchive.write(directory, out);
            return out.digest();
        }
    }
}
