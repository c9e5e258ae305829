package io.groundzero.backup.openpgp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * A key for a trial, in two files: a signing primary key and an encryption subkey. Not for anything that must stay
 * secret longer than the files exist.
 *
 * @param publicKey armored file
 * @param secretKey armored file, mode 0600
 * @param fingerprint of the primary key, upper-case hexadecimal
 */
public record GeneratedKeys(Path publicKey, Path secretKey, String fingerprint) {

    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * Makes one and writes {@code <name>.pub} and {@code <name>.asc}.
     *
     * @param user its user id
     * @param createdAt what it signs earlier does not count
     * @throws IOException if the files exist or cannot be written
     */
    public static GeneratedKeys create(Path folder, String name, String user, Instant createdAt) throws IOException {
        ArmoredKey key = ArmoredKey.forEncryption(user, createdAt);
        return new GeneratedKeys(write(folder.resolve(name + ".pub"), key.publicKey()),
                write(folder.resolve(name + ".asc"), key.secretKey()), key.fingerprint());
    }

    private static Path write(Path file, String armored) throws IOException {
        Files.createFile(file, OWNER_ONLY);
        return Files.writeString(file, armored);
    }
}
