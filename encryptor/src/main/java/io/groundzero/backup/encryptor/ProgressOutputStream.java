package io.groundzero.backup.encryptor;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import io.groundzero.backup.handover.Work.Progress;

/** Reports how much went through. */
final class ProgressOutputStream extends FilterOutputStream {

    private final Progress progress;
    private final long total;
    private long done;

    ProgressOutputStream(OutputStream out, Progress progress, long total) {
        super(out);
        this.progress = progress;
        this.total = total;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        done += length;
        progress.bytes(done, total);
    }
}
