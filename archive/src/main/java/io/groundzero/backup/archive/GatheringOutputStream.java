package io.groundzero.backup.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Buffers, and on close only flushes: what lies below belongs to somebody else. */
final class GatheringOutputStream extends BufferedOutputStream {

    GatheringOutputStream(OutputStream out, int size) {
        super(out, size);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
