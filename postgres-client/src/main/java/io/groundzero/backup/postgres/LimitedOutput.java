package io.groundzero.backup.postgres;

import java.io.ByteArrayOutputStream;

/** Keeps the beginning of what is written to it. Forgets what is too much for this JVM, but not that it was. */
public final class LimitedOutput extends ByteArrayOutputStream {

    private final int most;
    private boolean omitted;

    /** @param most bytes that are kept */
    public LimitedOutput(int most) {
        this.most = most;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, most - count);
        omitted |= room < length;
        super.write(bytes, offset, room);
    }

    @Override
    public synchronized void write(int octet) {
        write(new byte[]{(byte) octet}, 0, 1);
    }

    /** Whether more came than was kept. */
    public synchronized boolean omitted() {
        return omitted;
    }
}
