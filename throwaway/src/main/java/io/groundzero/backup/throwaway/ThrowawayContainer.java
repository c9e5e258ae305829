package io.groundzero.backup.throwaway;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The throwaway server's container, as the verifier sees it: a socket at which programs can be asked for. */
public final class ThrowawayContainer {

    private static final long POLL_MILLIS = 50;

    private final Path socket;
    private final Duration patience;

    /**
     * @param socket where the {@link Attendant} listens
     * @param patience how long to wait for a container that is being made anew
     */
    public ThrowawayContainer(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /**
     * Starts a program there. It dies when this JVM does, or when {@link Process#destroyForcibly} is called.
     *
     * @param program its command, its whole environment, its folder and where its output goes: a pipe, a file or
     *        nowhere
     * @throws IOException if there is no such program, or nobody answers
     */
    public Process start(ProcessBuilder program) throws IOException {
        Map<String, String> environment = new HashMap<>(program.environment());
        Order order = new Order(program.command(), environment, program.directory().toString(),
                program.redirectErrorStream());
        Line line = call(Wire.RUN, order::write);
        try {
            return new AttendedProcess(line.channel(), line.in(), program.redirectOutput());
        } catch (IOException | RuntimeException e) {
            line.channel().close();
            throw e;
        }
    }

    /**
     * Kills what works in a folder there.
     *
     * @throws IOException if something does not die, or nobody answers
     */
    public void end(Path folder) throws IOException {
        ask(Wire.END, out -> Wire.writeText(out, folder.toString()));
    }

    /**
     * Begins a backup's turn, while the container is still as fresh as it was started.
     *
     * @throws IOException if nobody answers
     */
    public Turn turn() throws IOException {
        Line line = call(Wire.TURN, out -> {
        });
        try {
            requireDone(line.in());
            return new Turn(line.channel());
        } catch (IOException | RuntimeException e) {
            line.channel().close();
            throw e;
        }
    }

    /**
     * The connection to the attendant that was there before anything of the backup was: whatever takes its place at the
     * socket later is not at the other end of this one.
     */
    public static final class Turn {

        private final SocketChannel channel;

        private Turn(SocketChannel channel) {
            this.channel = channel;
        }

        /**
         * Ends everything in the container, for a fresh one to take its place.
         *
         * @param patience how long to wait for its end
         * @throws IOException if it was not seen to end; may be tried again
         */
        public void end(Duration patience) throws IOException {
            try {
                channel.write(ByteBuffer.wrap(new byte[]{0}));
            } catch (IOException gone) {
                // it has ended before
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            long deadline = System.nanoTime() + patience.toNanos();
            while (!ended()) {
                if (System.nanoTime() > deadline) {
                    channel.configureBlocking(true);
                    throw new IOException("the throwaway container does not end: restart it");
                }
                pause();
            }
            channel.close();
        }

        private boolean ended() {
            try {
                return channel.read(ByteBuffer.allocate(1)) < 0;
            } catch (IOException reset) {
                return true;
            }
        }
    }

    private void ask(byte verb, Saying rest) throws IOException {
        Line line = call(verb, rest);
        try (SocketChannel channel = line.channel()) {
            requireDone(line.in());
        }
    }

    private static void requireDone(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        byte[] words = in.readNBytes(Wire.readCount(in, Wire.LONGEST_FRAME));
        if (kind != Wire.DONE) {
            throw new IOException("the throwaway container refuses: " + new String(words, StandardCharsets.UTF_8));
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for the throwaway container", e);
        }
    }

    private Line call(byte verb, Saying rest) throws IOException {
        SocketChannel channel = connect();
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(ChannelStreams.out(channel)));
            Wire.writeText(out, Wire.GREETING);
            out.writeByte(verb);
            rest.to(out);
            out.flush();
            return new Line(channel, new DataInputStream(new BufferedInputStream(ChannelStreams.in(channel))));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private SocketChannel connect() throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return channel;
            } catch (IOException e) {
                channel.close();
                if (System.nanoTime() > deadline) {
                    throw new IOException("the throwaway container does not answer at " + socket + " (" + e.getMessage()
                            + "): it must run, share this folder and have the same user", e);
                }
            }
            pause();
        }
    }

    @FunctionalInterface
    private interface Saying {
        void to(DataOutputStream out) throws IOException;
    }

    private record Line(SocketChannel channel, DataInputStream in) {
    }
}
