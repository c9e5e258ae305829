package io.groundzero.backup.verifier.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Enclosure;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** The application of a probe while it runs, with a folder of its own. Closing it leaves neither. */
final class Application implements AutoCloseable {

    private static final long POLL_MILLIS = 250;
    /** How long it may take until it is seen that a process has ended. */
    private static final Duration END_SEEN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OUTPUT_LINES = 20;
    private static final int OUTPUT_LENGTH = 2000;

    private final Probe probe;
    private final Session session;
    private final Path folder;
    private final Enclosure enclosure;
    private final Caller caller;
    private final Tail output;

    private Application(Probe probe, Session session, Path folder, Enclosure enclosure, Caller caller, Tail output) {
        this.probe = probe;
        this.session = session;
        this.folder = folder;
        this.enclosure = enclosure;
        this.caller = caller;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @throws BackupException PROBE_UNAVAILABLE if it cannot be started
     */
    static Application start(Probe probe, Session session, Bundle bundle, ThrowawayServer server, Sandbox sandbox)
            throws BackupException, IOException, InterruptedException {
        // the throwaway user gets its own folders inside, and must not be able to put links into this one
        Path folder = Scratch.passableFolder(server.folder(), "probe");
        try {
            Account account = sandbox.account();
            Path home = Scratch.throwawayFolder(folder, "home", account);
            Path temporary = Scratch.throwawayFolder(folder, "tmp", account);
            Map<String, String> environment = environment(probe, server);
            environment.putAll(Map.of("HOME", home.toString(), "TMPDIR", temporary.toString()));
            bundle.copyTo(folder, "configuration", account)
                    .ifPresent(copy -> environment.put("GZ_CONFIGURATION", copy.toString()));
            Tail output = new Tail();
            Enclosure enclosure = start(probe, sandbox, folder, home, environment, output);
            return new Application(probe, session, folder, enclosure, new Caller(enclosure, account, folder), output);
        } catch (BackupException | IOException | InterruptedException | RuntimeException e) {
            DurableFiles.deleteTree(folder);
            throw e;
        }
    }

    private static Enclosure start(Probe probe, Sandbox sandbox, Path folder, Path home,
            Map<String, String> environment, Tail output) throws BackupException, InterruptedException {
        try {
            return sandbox.enclose(probe.command(), folder, program -> program.in(home)
                    .withoutInheritance().environment(environment).output(output));
        } catch (IOException e) {
            throw new BackupException(ErrorCode.PROBE_UNAVAILABLE,
                    "probe " + probe.name() + ": the application cannot be started: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> environment(Probe probe, ThrowawayServer server) {
        Map<String, String> address = server.environment();
        String host = address.get("PGHOST");
        String port = address.get("PGPORT");
        String user = probe.user().orElse(server.superuser());
        Map<String, String> environment = new TreeMap<>();
        environment.putAll(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LC_ALL", "C.UTF-8", "TZ", "UTC"));
        environment.putAll(Map.of("PGHOST", host, "PGPORT", port, "PGDATABASE", probe.database(), "PGUSER", user,
                "PGPASSWORD", ""));
        environment.putAll(Map.of("DB_TYPE", "postgresdb", "DB_POSTGRESDB_HOST", host, "DB_POSTGRESDB_PORT", port,
                "DB_POSTGRESDB_DATABASE", probe.database(), "DB_POSTGRESDB_USER", user, "DB_POSTGRESDB_PASSWORD", ""));
        return environment;
    }

    /**
     * Waits until it can be asked.
     *
     * @throws BackupException PROBE_UNAVAILABLE if it ends before, or does not get there in time
     */
    void awaitReady(Deadline deadline) throws BackupException, IOException, InterruptedException {
        String last = "";
        while (!deadline.over()) {
            try {
                Answer answer = caller.call(Request.get(probe.ready().toString()), shorter(deadline.left(), PATIENCE));
                if (answer.successful()) {
                    return;
                }
                last = "status " + answer.status();
            } catch (IOException e) {
                requireAlive();
                // an attempt that the time limit cut short says less than the one before
                if (last.isEmpty() || !deadline.over()) {
                    last = e.getMessage();
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw unavailable(probe.ready() + " did not answer 2xx within "
                + shorter(probe.readyWithin(), probe.timeLimit()) + " (" + last + ")");
    }

    /**
     * @throws BackupException PROBE_UNAVAILABLE if there is no answer
     */
    Answer ask(String title, Request request, Deadline deadline)
            throws BackupException, IOException, InterruptedException {
        if (deadline.over()) {
            throw unavailable("request " + title + " was not made within the time limit, " + probe.timeLimit());
        }
        try {
            return caller.call(request, deadline.left());
        } catch (IOException e) {
            // its connection may end before it does
            Deadline seen = Deadline.in(END_SEEN);
            while (enclosure.alive() && !seen.over()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            requireAlive();
            throw unavailable("request " + title + " was not answered: " + e.getMessage());
        }
    }

    boolean alive() {
        return enclosure.alive();
    }

    /** What it last said, fit to be shown. */
    String output() {
        List<String> lines = session.shown(output.text()).lines().filter(line -> !line.isBlank()).toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - OUTPUT_LINES), lines.size()));
        return last.isEmpty()
                ? "it said nothing"
                : "it last said: " + (last.length() > OUTPUT_LENGTH
                        ? "…" + last.substring(last.length() - OUTPUT_LENGTH)
                        : last);
    }

    @Override
    public void close() throws IOException {
        try {
            enclosure.close();
        } finally {
            DurableFiles.deleteTree(folder);
        }
    }

    private void requireAlive() throws BackupException, IOException, InterruptedException {
        if (!enclosure.alive()) {
            // what it has left behind may keep its output open
            enclosure.close();
            OptionalInt exitCode = enclosure.exitCode();
            throw unavailable("the application ended" + (exitCode.isPresent()
                    ? " with exit code " + exitCode.getAsInt()
                    : ""));
        }
    }

    private BackupException unavailable(String why) {
        return new BackupException(ErrorCode.PROBE_UNAVAILABLE,
                session.shown("probe " + probe.name() + ": " + why + "; ") + output());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
