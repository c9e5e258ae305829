package io.groundzero.backup.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

/** zstd as a stream, readable with the {@code zstd} program. */
public final class Zstd {

    /** Measured on pg_dump's text: level 3 takes twice as long and saves nothing. */
    private static final int LEVEL = 1;
    private static final int WORKERS = 2;
    private static final int BUFFER = 128 * 1024;

    private Zstd() {
    }

    /** Compresses, with a checksum. Closing finishes the frame, flushes, and leaves {@code out} open. */
    public static OutputStream compress(OutputStream out) throws IOException {
        ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(new GatheringOutputStream(out, BUFFER));
        zstd.setLevel(LEVEL);
        zstd.setWorkers(WORKERS);
        zstd.setChecksum(true);
        return zstd;
    }

    /**
     * Decompresses all frames. Its end is the end of {@code in}; closing closes {@code in}.
     *
     * @throws IOException on reading: if the data are damaged or cut off; at once, if there are none
     */
    public static InputStream decompress(InputStream in) throws IOException {
        PushbackInputStream source = new PushbackInputStream(in, 1);
        int first = source.read();
        if (first < 0) {
            // the library would take nothing at all for a complete stream
            throw new EOFException("the zstd stream is empty");
        }
        source.unread(first);
        return new ZstdInputStreamNoFinalizer(source);
    }
}
