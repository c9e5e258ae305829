package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;

/** Keeps the end of what is written to it, however much that is. */
final class Tail extends OutputStream {

    private static final int SIZE = 128 * 1024;

    private final byte[] ring = new byte[SIZE];
    private long written;

    @Override
    public synchronized void write(int octet) {
        ring[(int) (written++ % SIZE)] = (byte) octet;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** The last bytes as text. */
    synchronized String text() {
        int length = (int) Math.min(written, SIZE);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((written - length + i) % SIZE)];
        }
        return new String(last, UTF_8);
    }
}
