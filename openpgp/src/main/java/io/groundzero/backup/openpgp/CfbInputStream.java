package io.groundzero.backup.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/**
 * The way back: {@code P[i] = C[i] ^ E(C[i-1])} with {@code C[0] = 0}. All blocks are at hand, so that ECB over the
 * ciphertext that is one block behind yields the masks of a whole chunk at once.
 */
final class CfbInputStream extends InputStream {

    private static final int CHUNK = 32 * 1024;

    private final InputStream in;
    private final Cipher ecb;
    /** The last block of the chunk before, then the chunk. */
    private final byte[] encrypted = new byte[Aes.BLOCK + CHUNK];
    private final byte[] plain = new byte[CHUNK];
    private int position;
    private int limit;
    private boolean ended;

    CfbInputStream(InputStream in, byte[] key) throws GeneralSecurityException {
        this.in = in;
        this.ecb = Aes.ecb(key);
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, limit - position);
        System.arraycopy(plain, position, bytes, offset, n);
        position += n;
        return n;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        if (ended) {
            return false;
        }
        limit = in.readNBytes(encrypted, Aes.BLOCK, CHUNK);
        position = 0;
        ended = limit < CHUNK;
        int blocks = (limit + Aes.BLOCK - 1) / Aes.BLOCK * Aes.BLOCK;
        try {
            ecb.update(encrypted, 0, blocks, plain, 0);
        } catch (ShortBufferException e) {
            throw new IOException("cannot decrypt: " + e.getMessage(), e);
        }
        for (int i = 0; i < limit; i++) {
            plain[i] ^= encrypted[Aes.BLOCK + i];
        }
        System.arraycopy(encrypted, CHUNK, encrypted, 0, Aes.BLOCK);
        return limit > 0;
    }
}
