package io.groundzero.backup.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A program under way. Closing it ends it: politely first, then by force. */
public final class RunningProcess implements AutoCloseable {

    /** How long pg_dump and postgres get to cancel their queries and workers. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** How long a grandchild may keep stderr open after the program itself has ended. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** In bytes; what a line has beyond is not even held. */
    private static final int LONGEST_LINE = 4 * StderrLines.LONGEST;

    private final Process process;
    private final StderrLines stderr = new StderrLines();
    private final long startedAt = System.nanoTime();
    private final Thread stderrReader;
    private final Thread stdoutReader;
    private volatile IOException broken;

    RunningProcess(Process process, OutputStream stdout) {
        this.process = process;
        this.stderrReader = reader("stderr", false, this::collectStderr);
        this.stdoutReader = stdout == null
                ? null
                : reader("stdout", true,
                        () -> process.getInputStream().transferTo(stdout));
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Its exit code, 128 + n if signal n killed it; empty while it runs. Waits a little for what it said last. */
    public OptionalInt exitCode() throws InterruptedException {
        if (process.isAlive()) {
            return OptionalInt.empty();
        }
        if (stdoutReader != null) {
            stdoutReader.join(LINGER.toMillis());
        }
        return OptionalInt.of(process.exitValue());
    }

    /** What it has said on stderr so far. */
    public List<String> stderr() {
        return stderr.last();
    }

    /** Waits for its end. */
    public ChildProcess.Outcome await() throws IOException, InterruptedException {
        process.waitFor();
        return outcome();
    }

    /**
     * Waits for its end, but not for ever.
     *
     * @return empty if it still runs
     */
    public Optional<ChildProcess.Outcome> await(Duration limit) throws IOException, InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? Optional.of(outcome()) : Optional.empty();
    }

    /** Asks it to end (SIGTERM) and, 10 s later, makes it (SIGKILL). Nothing happens if it has ended. */
    public void end() {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            kill();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Kills it (SIGKILL) and all that it has started. Nothing happens if it has ended. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private ChildProcess.Outcome outcome() throws IOException, InterruptedException {
        if (stdoutReader != null) {
            stdoutReader.join();
        }
        stderrReader.join(LINGER.toMillis());
        if (broken != null) {
            throw broken;
        }
        return new ChildProcess.Outcome(process.exitValue(), stderr.last(), stderr.omitted(),
                Duration.ofNanos(System.nanoTime() - startedAt));
    }

    private void collectStderr() throws IOException {
        try (InputStream in = process.getErrorStream()) {
            OutputLines.read(in, LONGEST_LINE, stderr::add);
        }
    }

    private Thread reader(String name, boolean essential, Reading reading) {
        Thread thread = new Thread(() -> {
            try {
                reading.run();
            } catch (IOException e) {
                // stderr may break when the process is ended; of stdout every byte counts
                if (essential || process.isAlive()) {
                    broken = e;
                    // nobody empties its pipe any more
                    process.destroy();
                }
            }
        }, name + " of process " + process.pid());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws IOException;
    }
}
