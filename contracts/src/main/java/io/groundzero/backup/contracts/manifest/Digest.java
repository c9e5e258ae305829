package io.groundzero.backup.contracts.manifest;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a stream of bytes was.
 *
 * @param size in bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Digest(long size, String sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (size < 0 || !SHA256.matcher(Objects.requireNonNull(sha256)).matches()) {
            throw new IllegalArgumentException("not a digest: " + size + " bytes, SHA-256 " + sha256);
        }
    }

    @Override
    public String toString() {
        return size + " bytes, SHA-256 " + sha256;
    }
}
