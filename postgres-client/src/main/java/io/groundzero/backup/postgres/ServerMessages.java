package io.groundzero.backup.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a server says, looked through for messages that the driver would take into memory whole: errors and notices, which
 * code on the server may make as long as it likes and raise as often. Too much of it ends the connection.
 */
final class ServerMessages extends FilterInputStream {

    /** Type and length. */
    private static final int HEAD = 5;
    private static final int ERROR = 'E';
    private static final int NOTICE = 'N';
    private static final int READY = 'Z';

    private final int longest;
    private final byte[] head = new byte[HEAD];
    private int headLength;
    private long left;
    private long told;

    /** @param longest bytes of errors and notices, together, until the server is ready for the next query */
    ServerMessages(InputStream in, int longest) {
        super(in);
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        for (int at = offset, end = offset + read; at < end;) {
            if (left > 0) {
                int skipped = (int) Math.min(left, end - at);
                left -= skipped;
                at += skipped;
            } else {
                head[headLength++] = bytes[at++];
                if (headLength == HEAD) {
                    headLength = 0;
                    begin(head[0]);
                }
            }
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void begin(int type) throws IOException {
        // of its own four bytes as well
        int length = (head[1] & 0xff) << 24 | (head[2] & 0xff) << 16 | (head[3] & 0xff) << 8 | head[4] & 0xff;
        if (length < Integer.BYTES) {
            throw new IOException("what the server says is not PostgreSQL's protocol");
        }
        left = length - Integer.BYTES;
        if (type == READY) {
            told = 0;
        } else if (type == ERROR || type == NOTICE) {
            told += length;
            if (told > longest) {
                throw new IOException("the server's errors and warnings are longer than " + (longest >> 20)
                        + " MiB; the connection was ended");
            }
        }
    }
}
