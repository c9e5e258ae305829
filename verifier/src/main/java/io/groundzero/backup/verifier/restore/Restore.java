package io.groundzero.backup.verifier.restore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import org.jboss.logging.Logger;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.decrypt.Plaintext;
import io.groundzero.backup.verifier.decrypt.Plaintext.DatabaseDump;
import io.groundzero.backup.verifier.proof.Databases;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.proof.Verdicts;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.EnvironmentTwin;
import io.groundzero.backup.verifier.server.ServerMessage;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * The fourth step: globals, then each database with its own properties. A single line of complaint is a failure.
 */
public class Restore {

    private static final Logger LOG = Logger.getLogger(Restore.class);
    /** They exist in a new cluster, but not as the source has them. */
    private static final Set<String> MADE_BY_INITDB = Set.of("postgres", "template1");
    private static final int BUFFER = 256 * 1024;
    private static final Duration SERVER_LOG = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 20;

    private final Account account;
    private final int jobs;
    private final Blame blame;

    /**
     * @param account the throwaway user, who must be able to read the dumps
     * @param jobs how many tables are restored at a time
     * @param compare asked who is to blame if rows do not fit
     */
    public Restore(Account account, int jobs, Compare compare) {
        this.account = account;
        this.jobs = jobs;
        this.blame = new Blame(compare);
    }

    /**
     * @param run where tablespaces may lie
     * @param databases takes which of them cannot be restored
     * @throws BackupException RESTORE_FAILED; EXTENSION_MISSING, DISK_FULL or THROWAWAY_FAILED if it is not the
     *         backup's fault
     */
    public void run(ThrowawayServer server, Manifest manifest, Plaintext plaintext, Path run, Databases databases,
            Evidence evidence) throws BackupException, IOException, InterruptedException {
        EnvironmentTwin.check(server, manifest.source(), manifest.databases(), evidence);
        globals(server, plaintext.globals(), run, evidence);
        evidence.add("subscriptions are not restored: a copy must not connect to anybody's publisher");
        for (DatabaseDump dump : plaintext.databases()) {
            if (!databases.goesOn()) {
                return;
            }
            try {
                Duration duration = database(server, manifest, plaintext.fingerprint(), dump);
                evidence.add(dump.database() + ": restored in " + duration.toMillis() + " ms");
                for (String setting : settingsNotValid(server, dump.database())) {
                    evidence.add(
                            dump.database() + ": the database sets " + setting + " to a value that is not valid here");
                }
            } catch (BackupException e) {
                if (!ofThisDatabase(dump.database(), e)) {
                    throw e;
                }
                databases.failed(dump.database(), e);
                evidence.add(dump.database() + ": not restored");
                discard(server, dump.database());
            }
            DurableFiles.deleteTree(dump.path());
        }
        evidence.summary("globals and " + plaintext.databases().size() + " databases restored without a complaint");
    }

    /**
     * Restores one database.
     *
     * @param fingerprint what the source held
     */
    Duration database(ThrowawayServer server, Manifest manifest, Path fingerprint, DatabaseDump dump)
            throws BackupException, IOException, InterruptedException {
        try {
            return dump.directory() ? directory(server, dump) : plain(server, dump);
        } catch (Hindered e) {
            List<String> unfit = e.complaint().unfit();
            throw unfit.isEmpty()
                    ? e
                    : e.complaint().and(blame.sentence(server, manifest, fingerprint, dump.database(), unfit))
                            .exception();
        }
    }

    /** With what hindered it. */
    private static final class Hindered extends BackupException {

        private static final long serialVersionUID = 1L;

        private final transient Complaint complaint;

        private Hindered(Complaint complaint) {
            super(complaint.code(), complaint.words());
            this.complaint = complaint;
        }

        private Complaint complaint() {
            return complaint;
        }
    }

    private void globals(ThrowawayServer server, Path file, Path run, Evidence evidence)
            throws BackupException, IOException, InterruptedException {
        Globals globals = Globals.read(Files.readAllBytes(file), server.superuser(),
                number -> run.resolve("tablespaces").resolve(Integer.toString(number)).toString());
        // not the throwaway user's, who could put a link there
        Path parent = Scratch.passableFolder(run, "tablespaces");
        for (int number = 1; number <= globals.tablespaces(); number++) {
            Scratch.throwawayFolder(parent, Integer.toString(number), account);
        }
        Path script = Scratch.lentFolder(run, "globals", account).resolve("globals.sql");
        Files.write(script, globals.script());
        account.lend(script);
        psql(server, "postgres", script, "restoring roles and tablespaces");
        evidence.add("roles and " + globals.tablespaces() + " tablespaces restored");
        DurableFiles.deleteTree(script.getParent());
    }

    private Duration directory(ThrowawayServer server, DatabaseDump dump)
            throws BackupException, IOException, InterruptedException {
        Path readable = handOver(server, dump.path());
        List<String> arguments = new ArrayList<>(List.of("--exit-on-error", "--create", "--no-subscriptions",
                "--jobs=" + jobs, "--format=directory", "--dbname=" + start(dump.database())));
        if (MADE_BY_INITDB.contains(dump.database())) {
            arguments.addAll(List.of("--clean", "--if-exists"));
        }
        arguments.add(readable.toString());
        try {
            return run(server, "pg_restore", arguments, "restoring database " + dump.database()).duration();
        } finally {
            DurableFiles.deleteTree(readable.getParent());
        }
    }

    private Duration plain(ThrowawayServer server, DatabaseDump dump)
            throws BackupException, IOException, InterruptedException {
        long start = System.nanoTime();
        Path script = dump.path().resolveSibling("script.sql");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(dump.path()), BUFFER);
                OutputStream out = Files.newOutputStream(script)) {
            new PlainDump(in, out, dump.database()).filter();
        } catch (IOException e) {
            throw new BackupException(LocalTrouble.in(e).orElse(ErrorCode.RESTORE_FAILED),
                    "the dump of " + dump.database() + " cannot be unpacked: " + e.getMessage(), e);
        }
        Path readable = handOver(server, script);
        if (MADE_BY_INITDB.contains(dump.database())) {
            drop(server, dump.database());
        }
        try {
            psql(server, start(dump.database()), readable, "restoring database " + dump.database());
        } finally {
            DurableFiles.deleteTree(readable.getParent());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Moves a dump from this JVM's own folder to where the throwaway user can read it, and do nothing else. */
    private Path handOver(ThrowawayServer server, Path dump) throws IOException {
        Path folder = Scratch.lentFolder(server.folder(), "dump", account);
        account.lend(dump);
        return Moves.move(dump, folder.resolve(Files.isDirectory(dump) ? "database.dir" : "database.sql"));
    }

    private static void psql(ThrowawayServer server, String database, Path script, String what)
            throws BackupException, IOException, InterruptedException {
        run(server, "psql", List.of("--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1",
                "--dbname=" + database, "--file=" + script), what);
    }

    private static ChildProcess.Outcome run(ThrowawayServer server, String program, List<String> arguments, String what)
            throws BackupException, IOException, InterruptedException {
        Set<ServerMessage> before = Set.copyOf(server.messages());
        ChildProcess.Outcome outcome = server.program(program, arguments).run();
        List<ServerMessage> since = outcome.exitCode() == 0 ? List.of() : failures(server, before);
        Optional<Complaint> complaint = Words.judge(outcome, server.alive(), server.log(), since, what);
        if (complaint.isPresent()) {
            throw new Hindered(complaint.get());
        }
        return outcome;
    }

    /** The server writes before it answers, but through a pipe that is read by another thread. */
    private static List<ServerMessage> failures(ThrowawayServer server, Set<ServerMessage> before)
            throws InterruptedException {
        long deadline = System.nanoTime() + SERVER_LOG.toNanos();
        while (true) {
            List<ServerMessage> since = server.messages().stream().filter(ServerMessage::whole)
                    .filter(message -> !before.contains(message)).toList();
            if (Words.cause(since).isPresent() || System.nanoTime() > deadline) {
                return since;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static List<String> settingsNotValid(ThrowawayServer server, String database) throws BackupException {
        try {
            return SettingsNotYetValid.remaining(server, database);
        } catch (SQLException e) {
            throw new BackupException(LocalTrouble.in(e).orElse(ErrorCode.RESTORE_FAILED),
                    "the restored database " + database + " cannot be connected to: " + e.getMessage(), e);
        }
    }

    /** A database cannot be replaced while one is connected to it. */
    private static String start(String database) {
        return database.equals("template1") ? "postgres" : "template1";
    }

    /** What initdb has made others need as well. */
    private static boolean ofThisDatabase(String database, BackupException failure) {
        return !MADE_BY_INITDB.contains(database)
                && (Verdicts.of(failure.code()) == Verdict.REFUTED || failure.code() == ErrorCode.EXTENSION_MISSING);
    }

    /** Half a database is in the way of what looks at all of them. */
    private static void discard(ThrowawayServer server, String database) {
        String quoted = '"' + database.replace("\"", "\"\"") + '"';
        try (Connection connection = server.connect("template1");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + quoted + " IS_TEMPLATE false");
            statement.execute("DROP DATABASE " + quoted + " WITH (FORCE)");
        } catch (SQLException e) {
            // it may never have been made
            LOG.debugf(e, "dropping %s, which was not restored", database);
        }
    }

    private static void drop(ThrowawayServer server, String database) throws BackupException {
        try (Connection connection = server.connect(start(database));
                Statement statement = connection
                        .createStatement()) {
            statement.execute("ALTER DATABASE " + database + " IS_TEMPLATE false");
            statement.execute("DROP DATABASE " + database);
        } catch (SQLException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                    "cannot make room for database " + database + ": " + e.getMessage(), e);
        }
    }
}
