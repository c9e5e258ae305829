package io.groundzero.backup.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

import io.groundzero.backup.contracts.manifest.Digest;

/** Counts and hashes what goes through it. */
public class DigestingOutputStream extends FilterOutputStream {

    private final MessageDigest hash = Sha256.create();
    private long size;

    public DigestingOutputStream(OutputStream out) {
        super(out);
    }

    /** How many bytes went through so far. */
    public long size() {
        return size;
    }

    /** What went through so far. */
    public Digest digest() {
        return Sha256.digest(hash, size);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        hash.update((byte) b);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        hash.update(bytes, offset, length);
        size += length;
    }
}
