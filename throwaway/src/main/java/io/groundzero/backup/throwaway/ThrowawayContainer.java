package io.groundzero.backup.throwaway;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The throwaway server's container, as the verifier sees it: a socket at which programs can be asked for. */
public final class ThrowawayContainer {

    private static final long POLL_MILLIS = 100;

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
     * Ends everything in the container, for a fresh one to take its place; whoever asks next waits for that.
     *
     * @throws IOException if nobody answers
     */
    public void leave() throws IOException {
        ask(Wire.LEAVE, out -> {
        });
    }

    private void ask(byte verb, Saying rest) throws IOException {
        Line line = call(verb, rest);
        try (SocketChannel channel = line.channel()) {
            byte kind = line.in().readByte();
            byte[] words = line.in().readNBytes(Wire.readCount(line.in(), Wire.LONGEST_FRAME));
            if (kind != Wire.DONE) {
                throw new IOException("the throwaway container refuses: " + new String(words, StandardCharsets.UTF_8));
            }
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
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped while waiting for the throwaway container", e);
            }
        }
    }

    @FunctionalInterface
    private interface Saying {
        void to(DataOutputStream out) throws IOException;
    }

    private record Line(SocketChannel channel, DataInputStream in) {
    }
}
