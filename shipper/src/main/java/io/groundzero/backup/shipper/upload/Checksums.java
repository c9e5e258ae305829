package io.groundzero.backup.shipper.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import io.groundzero.backup.contracts.manifest.Digest;

/**
 * What a file is, from one pass over it: the digest that must be the expected one, and for each part the MD5 that the
 * store compares with what reaches it. Bytes that change between this pass and the upload are refused by the store.
 *
 * @param digest of the whole file
 * @param md5 of each part, in Base64
 */
record Checksums(Digest digest, List<String> md5) {

    private static final int BUFFER = 1 << 17;

    static Checksums of(Path file, Parts parts) throws IOException {
        MessageDigest whole = algorithm("SHA-256");
        List<String> md5 = new ArrayList<>(parts.count());
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int i = 0; i < parts.count(); i++) {
                MessageDigest part = algorithm("MD5");
                long left = parts.length(i);
                int n;
                while (left > 0 && (n = in.read(buffer, 0, (int) Math.min(buffer.length, left))) > 0) {
                    whole.update(buffer, 0, n);
                    part.update(buffer, 0, n);
                    left -= n;
                    size += n;
                }
                md5.add(Base64.getEncoder().encodeToString(part.digest()));
            }
        }
        return new Checksums(new Digest(size, HexFormat.of().formatHex(whole.digest())), md5);
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks " + name, e);
        }
    }
}
