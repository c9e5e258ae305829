package io.groundzero.backup.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A program to run. It gets a clean environment: of this JVM's own only what programs need to find their files, so
 * that neither this service's secrets nor a stray {@code PGOPTIONS} reaches it, and English messages. It is told to
 * end when this JVM dies, wherever {@code setpriv} is installed.
 */
public final class ChildProcess {

    /**
     * What was left of a program that has ended.
     *
     * @param exitCode 128 + n if signal n killed it
     * @param stderr its last lines on stderr, {@value StderrLines#LIMIT} at the most
     * @param omittedLines how many lines on stderr came before those
     * @param duration how long it ran
     */
    public record Outcome(int exitCode, List<String> stderr, long omittedLines, Duration duration) {

        public Outcome {
            stderr = List.copyOf(stderr);
        }

        /** What it said, for an error message; never empty. */
        public String words() {
            String said = String.join("\n", stderr);
            String omitted = omittedLines > 0 ? "(" + omittedLines + " lines before)\n" : "";
            return said.isEmpty()
                    ? "exit code " + exitCode + ", nothing on stderr"
                    : "exit code " + exitCode + ": " + omitted + said;
        }
    }

    private static final List<String> INHERITED = List.of("PATH", "HOME", "TMPDIR", "TZ", "LD_LIBRARY_PATH");

    /**
     * PR_SET_PDEATHSIG takes effect when the <em>thread</em> that started the program ends, so all are started by one
     * that lives as long as the JVM.
     */
    private static final ExecutorService LAUNCHER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "child-process-launcher");
        thread.setDaemon(true);
        return thread;
    });

    /** Busybox has a setpriv that knows less; in its containers all end with the JVM, which is their process 1. */
    private static final List<String> DIE_WITH_PARENT = ExecutableFiles.onPath("setpriv")
            .map(setpriv -> List.of(setpriv.toString(), "--pdeathsig", "TERM", "--")).filter(ChildProcess::works)
            .orElse(List.of());

    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();
    private List<String> wrapper = List.of();
    private Path stdoutFile;
    private OutputStream stdoutStream;
    private Path folder;
    private boolean inherits = true;
    private boolean together;
    private Launcher elsewhere;

    /** What starts programs somewhere else than beside this JVM. */
    @FunctionalInterface
    public interface Launcher {
        /**
         * @param program its command, its whole environment, its folder and where its output goes
         * @throws IOException if it cannot be started
         */
        Process start(ProcessBuilder program) throws IOException;
    }

    private ChildProcess(List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command");
        }
        this.command = List.copyOf(command);
    }

    /**
     * @param command program and arguments; no secrets, since all users of the machine can read them
     */
    public static ChildProcess of(List<String> command) {
        return new ChildProcess(command);
    }

    /** Adds to the environment; secrets belong here. */
    public ChildProcess environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /**
     * A command that becomes the program, put before it, such as {@code setpriv --reuid=…}. One that forks instead must
     * itself see to it that the program dies with it.
     */
    public ChildProcess wrapper(List<String> prefix) {
        wrapper = List.copyOf(prefix);
        return this;
    }

    /** Writes stdout to a file, replacing it. Without either, stdout is thrown away. */
    public ChildProcess stdout(Path file) {
        stdoutFile = file;
        stdoutStream = null;
        return this;
    }

    /** Copies stdout to a stream, which is not closed. */
    public ChildProcess stdout(OutputStream stream) {
        stdoutStream = stream;
        stdoutFile = null;
        return this;
    }

    /** Copies stdout and stderr to one stream, in the order in which they come; it is not closed. */
    public ChildProcess output(OutputStream stream) {
        together = true;
        return stdout(stream);
    }

    /** Gives it no variable but those that were added, not even those that help to find files. */
    public ChildProcess withoutInheritance() {
        inherits = false;
        return this;
    }

    /** The working directory; else this JVM's. */
    public ChildProcess in(Path directory) {
        folder = directory;
        return this;
    }

    /** Lets it be started somewhere else, where nothing of this JVM's environment means anything. */
    public ChildProcess elsewhere(Launcher launcher) {
        elsewhere = launcher;
        return withoutInheritance();
    }

    /**
     * Starts it.
     *
     * @throws IOException if there is no such program or it may not be run
     */
    public RunningProcess start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(elsewhere == null ? fullCommand() : command);
        builder.environment().keySet().retainAll(inherits ? INHERITED : List.of());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        if (stdoutFile != null) {
            builder.redirectOutput(stdoutFile.toFile());
        } else if (stdoutStream == null) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        builder.redirectErrorStream(together);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        if (elsewhere != null) {
            return new RunningProcess(elsewhere.start(builder), stdoutStream);
        }
        try {
            return new RunningProcess(LAUNCHER.submit(builder::start).get(), stdoutStream);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while starting " + command.get(0), e);
        } catch (ExecutionException e) {
            throw new IOException("cannot run " + command.get(0) + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /**
     * Runs it to its end.
     *
     * @throws IOException if it cannot be started, or what it says cannot be read
     * @throws InterruptedException if this thread was interrupted; the program is dead then
     */
    public Outcome run() throws IOException, InterruptedException {
        try (RunningProcess running = start()) {
            return running.await();
        }
    }

    /**
     * Runs it for a limited time.
     *
     * @throws IOException also if the time was over; the program is dead then
     */
    public Outcome run(Duration limit) throws IOException, InterruptedException {
        try (RunningProcess running = start()) {
            return running.await(limit).orElseThrow(
                    () -> new IOException(command.get(0) + " did not end within " + limit.toSeconds() + " s"));
        }
    }

    private static boolean works(List<String> wrapper) {
        List<String> trial = new ArrayList<>(wrapper);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> fullCommand() throws IOException {
        Path program = Path.of(command.get(0));
        // with a prefix it would be the prefix that fails, with words of its own
        if (program.isAbsolute() && !Files.isExecutable(program)) {
            throw new IOException("cannot run " + program + ": no such program");
        }
        List<String> full = new ArrayList<>(DIE_WITH_PARENT);
        full.addAll(wrapper);
        full.addAll(command);
        return full;
    }
}
