package io.groundzero.backup.throwaway;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that runs in the throwaway server's container. It has no number here, and no children that could be seen. */
final class AttendedProcess extends Process {

    /** As a shell would say of a program that was killed: its container or its connection has gone. */
    private static final int KILLED = 128 + 9;

    private final SocketChannel channel;
    private final DataInputStream frames;
    private final OutputStream out;
    private final OutputStream err;
    private final InputStream stdout;
    private final InputStream stderr;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode = KILLED;

    /**
     * @throws IOException if the program could not be started
     */
    AttendedProcess(SocketChannel channel, DataInputStream frames, ProcessBuilder.Redirect target) throws IOException {
        this.channel = channel;
        this.frames = frames;
        Frame first = Frame.read(frames);
        if (first.kind() != Wire.STARTED) {
            throw new IOException(first.words());
        }
        if (target.type() == ProcessBuilder.Redirect.Type.PIPE) {
            PipedOutputStream pipe = new PipedOutputStream();
            stdout = new PipedInputStream(pipe, Wire.LONGEST_FRAME);
            out = pipe;
        } else {
            stdout = InputStream.nullInputStream();
            out = target.file() == null || target.equals(ProcessBuilder.Redirect.DISCARD)
                    ? OutputStream.nullOutputStream()
                    : Files.newOutputStream(target.file().toPath());
        }
        PipedOutputStream pipe = new PipedOutputStream();
        stderr = new PipedInputStream(pipe, Wire.LONGEST_FRAME);
        err = pipe;
        Thread reader = new Thread(this::read, "attended process");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (channel; out; err) {
            Frame frame = Frame.read(frames);
            while (frame.kind() != Wire.EXIT) {
                OutputStream target = frame.kind() == Wire.OUT ? out : err;
                target.write(frame.bytes());
                // wakes whoever reads from the pipe
                target.flush();
                frame = Frame.read(frames);
            }
            exitCode = ByteBuffer.wrap(frame.bytes()).getInt();
        } catch (IOException gone) {
            // then it was killed, or its container has ended
        }
        ended.countDown();
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return stdout;
    }

    @Override
    public InputStream getErrorStream() {
        return stderr;
    }

    @Override
    public int waitFor() throws InterruptedException {
        ended.await();
        return exitCode;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }

    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("it still runs");
        }
        return exitCode;
    }

    @Override
    public boolean isAlive() {
        return ended.getCount() > 0;
    }

    /** SIGTERM. */
    @Override
    public void destroy() {
        try {
            channel.write(ByteBuffer.wrap(new byte[]{Wire.TERMINATE}));
        } catch (IOException gone) {
            // then it has ended
        }
    }

    /** SIGKILL, for all that it has started as well. */
    @Override
    public Process destroyForcibly() {
        try {
            channel.close();
        } catch (IOException gone) {
            // then it has ended
        }
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    /** 0: its number there would mean somebody else here. */
    @Override
    public long pid() {
        return 0;
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.empty();
    }

    private record Frame(byte kind, byte[] bytes) {

        static Frame read(DataInputStream in) throws IOException {
            byte kind = in.readByte();
            int length = Wire.readCount(in, Wire.LONGEST_FRAME);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length || kind == Wire.EXIT && length != Integer.BYTES) {
                throw new IOException("the throwaway container broke off");
            }
            return new Frame(kind, bytes);
        }

        String words() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
