package io.groundzero.backup.fingerprint;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Counts lines and sums up their hashes, without keeping any. */
final class LineSums extends OutputStream {

    private final MessageDigest line = sha256();
    private long lines;
    private BigInteger first = BigInteger.ZERO;
    private BigInteger second = BigInteger.ZERO;

    @Override
    public void write(int octet) {
        write(new byte[]{(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line.update(bytes, start, i - start);
                end();
                start = i + 1;
            }
        }
        line.update(bytes, start, offset + length - start);
    }

    Content content() {
        return new Content(lines, first, second, java.util.List.of());
    }

    private void end() {
        ByteBuffer hash = ByteBuffer.wrap(line.digest());
        lines++;
        first = first.add(BigInteger.valueOf(hash.getLong()));
        second = second.add(BigInteger.valueOf(hash.getLong()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
