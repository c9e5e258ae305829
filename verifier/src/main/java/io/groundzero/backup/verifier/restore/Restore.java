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
import java.util.Set;
import java.util.zip.GZIPInputStream;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.verifier.decrypt.Plaintext;
import io.groundzero.backup.verifier.decrypt.Plaintext.DatabaseDump;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.EnvironmentTwin;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * The fourth step: globals, then each database with its own properties. A single line of complaint is a failure.
 */
public class Restore {

    /** They exist in a new cluster, but not as the source has them. */
    private static final Set<String> MADE_BY_INITDB = Set.of("postgres", "template1");
    private static final int BUFFER = 256 * 1024;

    private final Account account;
    private final int jobs;

    /**
     * @param account the throwaway user, who must be able to read the dumps
     * @param jobs how many tables are restored at a time
     */
    public Restore(Account account, int jobs) {
        this.account = account;
        this.jobs = jobs;
    }

    /**
     * @param run where tablespaces may lie
     * @throws BackupException RESTORE_FAILED; EXTENSION_MISSING, DISK_FULL or THROWAWAY_FAILED if it is not the
     *         backup's fault
     */
    public void run(ThrowawayServer server, Manifest manifest, Plaintext plaintext, Path run, Evidence evidence)
            throws BackupException, IOException, InterruptedException {
        EnvironmentTwin.check(server, manifest.source(), manifest.databases(), evidence);
        globals(server, plaintext.globals(), run, evidence);
        evidence.add("subscriptions are not restored: a copy must not connect to anybody's publisher");
        for (DatabaseDump dump : plaintext.databases()) {
            Duration duration = dump.directory() ? directory(server, dump) : plain(server, dump);
            evidence.add(dump.database() + ": restored in " + duration.toMillis() + " ms");
            DurableFiles.deleteTree(dump.path());
        }
        evidence.summary("globals and " + plaintext.databases().size() + " databases restored without a complaint");
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
        ChildProcess.Outcome outcome = server.program("pg_restore", arguments).run();
        Words.requireClean(outcome, server.alive(), server.log(), "restoring database " + dump.database());
        DurableFiles.deleteTree(readable.getParent());
        return outcome.duration();
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
        psql(server, start(dump.database()), readable, "restoring database " + dump.database());
        DurableFiles.deleteTree(readable.getParent());
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
        ChildProcess.Outcome outcome = server.program("psql", List.of("--no-psqlrc", "--quiet", "--no-password",
                "--set=ON_ERROR_STOP=1", "--dbname=" + database, "--file=" + script)).run();
        Words.requireClean(outcome, server.alive(), server.log(), what);
    }

    /** A database cannot be replaced while one is connected to it. */
    private static String start(String database) {
        return database.equals("template1") ? "postgres" : "template1";
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
