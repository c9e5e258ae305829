package io.groundzero.backup.throwaway;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One thing that the verifier asks for, from the attendant's side. */
final class Conversation implements Runnable {

    private static final long LINGER_MILLIS = 30_000;

    private final SocketChannel caller;
    private final Runnable leaving;

    /** @param leaving ends this process */
    Conversation(SocketChannel caller, Runnable leaving) {
        this.caller = caller;
        this.leaving = leaving;
    }

    @Override
    public void run() {
        try (caller) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(ChannelStreams.in(caller)));
            Frames frames = new Frames(new DataOutputStream(ChannelStreams.out(caller)));
            if (!Wire.GREETING.equals(Wire.readText(in))) {
                frames.words(Wire.REFUSAL, "the verifier is of another version than the throwaway container");
                return;
            }
            answer(in, frames);
        } catch (IOException | InterruptedException e) {
            System.err.println("throwaway: a conversation broke off: " + e.getMessage());
        }
    }

    private void answer(DataInputStream in, Frames frames) throws IOException, InterruptedException {
        byte verb = in.readByte();
        switch (verb) {
            case Wire.RUN -> runProgram(Order.read(in), in, frames);
            case Wire.END -> {
                Leftovers.end(Path.of(Wire.readText(in)));
                frames.send(Wire.DONE, new byte[0], 0);
            }
            case Wire.TURN -> {
                frames.send(Wire.DONE, new byte[0], 0);
                awaitEnd(in);
                leaving.run();
            }
            default -> frames.words(Wire.REFUSAL, "unknown request " + verb);
        }
    }

    /** Until the turn is over, or the verifier has died in its middle. */
    private static void awaitEnd(DataInputStream in) {
        try {
            in.readByte();
        } catch (IOException gone) {
            // then it is over as well
        }
    }

    private static void runProgram(Order order, DataInputStream in, Frames frames)
            throws IOException, InterruptedException {
        Process process;
        try {
            process = start(order);
        } catch (IOException e) {
            frames.words(Wire.REFUSAL, e.getMessage());
            return;
        }
        frames.send(Wire.STARTED, new byte[0], 0);
        Thread listener = thread("orders", () -> obey(in, process));
        Thread out = thread("stdout", () -> pass(process.getInputStream(), Wire.OUT, frames, process));
        Thread err = thread("stderr", () -> pass(process.getErrorStream(), Wire.ERR, frames, process));
        try {
            int exitCode = process.waitFor();
            // what it has started may keep its output open
            out.join(LINGER_MILLIS);
            err.join(LINGER_MILLIS);
            frames.number(Wire.EXIT, exitCode);
        } finally {
            listener.interrupt();
        }
    }

    private static Process start(Order order) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(order.command());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(Set.of("PATH"));
        environment.putAll(order.environment());
        builder.directory(Path.of(order.folder()).toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectErrorStream(order.together());
        return builder.start();
    }

    /** Nobody waits any more for a program whose caller has gone. */
    private static void obey(DataInputStream in, Process process) {
        try {
            while (in.readByte() == Wire.TERMINATE) {
                // not of the process itself, which would close its output: what it still says is wanted, and a server that is
                // cut off there leaves its children to nobody
                process.toHandle().destroy();
            }
        } catch (IOException gone) {
            kill(process);
            return;
        }
        kill(process);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void pass(InputStream from, byte kind, Frames frames, Process process) {
        byte[] buffer = new byte[Wire.LONGEST_FRAME];
        try {
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                frames.send(kind, buffer, length);
            }
        } catch (IOException broken) {
            // its caller has gone, or it has ended in the middle of a word
            kill(process);
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Sends whole frames, whoever sends. */
    private record Frames(DataOutputStream out) {

        synchronized void send(byte kind, byte[] bytes, int length) throws IOException {
            byte[] frame = new byte[5 + length];
            frame[0] = kind;
            for (int i = 0; i < 4; i++) {
                frame[1 + i] = (byte) (length >>> (24 - 8 * i));
            }
            System.arraycopy(bytes, 0, frame, 5, length);
            out.write(frame);
            out.flush();
        }

        void words(byte kind, String words) throws IOException {
            byte[] bytes = String.valueOf(words).getBytes(StandardCharsets.UTF_8);
            send(kind, bytes, Math.min(bytes.length, Wire.LONGEST_FRAME));
        }

        void number(byte kind, int number) throws IOException {
            send(kind, new byte[]{(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8),
                    (byte) number}, 4);
        }
    }
}
