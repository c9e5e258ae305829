package io.groundzero.backup.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows how many bytes were read, and how many of the last ones were zero. Does not close what it reads. */
final class TailCountingInputStream extends FilterInputStream {

    private long position;
    private long trailingZeros;

    TailCountingInputStream(InputStream in) {
        super(in);
    }

    long position() {
        return position;
    }

    long trailingZeros() {
        return trailingZeros;
    }

    void drain(byte[] buffer) throws IOException {
        while (read(buffer) >= 0) {
            // counted, else of no interest
        }
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            position++;
            trailingZeros = b == 0 ? trailingZeros + 1 : 0;
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n > 0) {
            position += n;
            int end = offset + n;
            int zerosFrom = end;
            while (zerosFrom > offset && bytes[zerosFrom - 1] == 0) {
                zerosFrom--;
            }
            trailingZeros = zerosFrom == offset ? trailingZeros + n : end - zerosFrom;
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

    @Override
    public void close() {
        // whoever opened it closes it
    }
}
