package io.groundzero.backup.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

import io.groundzero.backup.contracts.manifest.Digest;

/** Counts and hashes what is read through it; skipped bytes are read, too. */
public class DigestingInputStream extends FilterInputStream {

    private final MessageDigest hash = Sha256.create();
    private long size;

    public DigestingInputStream(InputStream in) {
        super(in);
    }

    /** How many bytes were read so far. */
    public long size() {
        return size;
    }

    /** What was read so far. */
    public Digest digest() {
        return Sha256.digest(hash, size);
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            hash.update((byte) b);
            size++;
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n > 0) {
            hash.update(bytes, offset, n);
            size += n;
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] skipped = new byte[(int) Math.min(Math.max(n, 0), 8192)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
