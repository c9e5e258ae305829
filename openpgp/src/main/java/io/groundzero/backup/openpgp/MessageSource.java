package io.groundzero.backup.openpgp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where a message comes from. Remembers whether reading it failed: a broken connection says nothing about the message,
 * and must not be taken for damage.
 */
final class MessageSource extends FilterInputStream {

    private IOException failure;

    MessageSource(InputStream in) {
        super(in);
    }

    /** What goes up to the reader for a failure while the message was read. */
    IOException translate(Exception seen) {
        if (failure != null) {
            return failure;
        }
        return seen instanceof IntegrityException integrity
                ? integrity
                : new IntegrityException("the message is damaged or cut off: " + seen.getMessage(), seen);
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
