package io.groundzero.backup.verifier.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.manifest.ValueSettings;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.PostgresConnections;
import io.groundzero.backup.postgres.RunningProcess;
import io.groundzero.backup.postgres.SessionSettings;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** A PostgreSQL for one restore: reachable through a Unix socket only, and gone with this JVM. */
public final class ThrowawayServer implements AutoCloseable {

    private static final String DATA = "data";
    private static final int PORT = 5432;
    private static final Duration START = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 50;
    private static final int LOG_LINES = 10;
    /** With this the server refuses to start with, for example, a time zone that this machine does not have. */
    private static final String NOT_VALID = "FATAL:  22023: ";

    /** What a backup has set for databases and roles must not hinder the sessions that look at it either. */
    private static final List<String> SESSION = List.of("session_preload_libraries=", "local_preload_libraries=",
            "lc_messages=C", "temp_file_limit=-1");
    /** A login trigger may write, refuse or wait; a limit for transactions would end the comparison of a large table. */
    private static final List<String> SINCE_17 = List.of("event_triggers=off", "transaction_timeout=0");
    private static final int EVENT_TRIGGERS = 17;
    /** Of programs only, which change nothing that triggers would have to follow: up to 16 it takes this to silence them. */
    private static final String NO_TRIGGERS = "session_replication_role=replica";

    private final Sandbox sandbox;
    private final ClientPrograms programs;
    private final Path run;
    private final Path socket;
    private final String superuser;
    private final RunningProcess process;

    private ThrowawayServer(Sandbox sandbox, ClientPrograms programs, Path run, Path socket, String superuser,
            RunningProcess process) {
        this.sandbox = sandbox;
        this.programs = programs;
        this.run = run;
        this.socket = socket;
        this.superuser = superuser;
        this.process = process;
    }

    /**
     * Makes a cluster like the source's and starts it.
     *
     * @param run where data and socket will lie
     * @param jobs how many programs will connect at a time
     * @throws BackupException EXTENSION_MISSING, DISK_FULL or THROWAWAY_FAILED
     */
    public static ThrowawayServer start(Sandbox sandbox, ClientPrograms programs, SourceFacts source, Path run,
            int jobs) throws BackupException, IOException, InterruptedException {
        Path data = Scratch.throwawayFolder(run, DATA, sandbox.account());
        new Initdb(sandbox, programs).run(source, data);
        return start(sandbox, programs, source.bootstrapSuperuser(), ValueSettings.ofServer(source), run, jobs);
    }

    /**
     * Starts a cluster that was made by others.
     *
     * @param run where its data lie, in the folder {@value #DATA}
     * @throws BackupException DISK_FULL or THROWAWAY_FAILED
     */
    public static ThrowawayServer over(Sandbox sandbox, ClientPrograms programs, String superuser, Path run, int jobs)
            throws BackupException, IOException, InterruptedException {
        return start(sandbox, programs, superuser, Map.of(), run, jobs);
    }

    private static ThrowawayServer start(Sandbox sandbox, ClientPrograms programs, String superuser,
            Map<String, String> ofSource, Path run, int jobs)
            throws BackupException, IOException, InterruptedException {
        Path socket = Scratch.throwawayFolder(run, "socket", sandbox.account());
        List<String> command = new ArrayList<>(
                List.of(programs.program("postgres").toString(), "-D", run.resolve(DATA).toString()));
        // the source's last: a refusal of them is logged as the others say
        Stream.of(settings(socket, jobs, programs.major()), ofSource).map(Map::entrySet).flatMap(Set::stream)
                .forEach(setting -> {
                    command.add("-c");
                    command.add(setting.getKey() + "=" + setting.getValue());
                });
        ThrowawayServer server = new ThrowawayServer(sandbox, programs, run, socket, superuser,
                sandbox.command(command, run).start());
        try {
            server.awaitReady();
            // whoever could replace the socket by a link would choose to which server this JVM connects
            Scratch.takeBack(socket);
            return server;
        } catch (BackupException | IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /**
     * As fast as a cluster may be that nobody needs after a crash. By command line, which nothing in a dump can
     * override.
     */
    static Map<String, String> settings(Path socket, int jobs, int major) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listen_addresses", "");
        settings.put("port", Integer.toString(PORT));
        settings.put("unix_socket_directories", socket.toString());
        settings.put("unix_socket_permissions", "0700");
        settings.put("ssl", "off");
        settings.put("max_connections", Integer.toString(jobs + 20));
        settings.put("archive_mode", "off");
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        settings.put("max_logical_replication_workers", "0");
        settings.put("shared_preload_libraries", "");
        settings.put("fsync", "off");
        settings.put("full_page_writes", "off");
        settings.put("synchronous_commit", "off");
        settings.put("autovacuum", "off");
        settings.put("jit", "off");
        settings.put("checkpoint_timeout", "1h");
        settings.put("max_wal_size", "4GB");
        settings.put("shared_buffers", "256MB");
        settings.put("maintenance_work_mem", "512MB");
        // one transaction compares all tables of a database
        settings.put("max_locks_per_transaction", "1024");
        settings.put("logging_collector", "off");
        settings.put("log_destination", "stderr");
        // read by ServerMessage; statements may hold content, and are so long that they would push out all else
        settings.put("log_line_prefix", "%m [%p] ");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "verbose");
        if (major >= 18) {
            // globals hold the source's hashes as they are
            settings.put("md5_password_warnings", "off");
        }
        return settings;
    }

    /** What libpq needs to reach it; sessions ignore what a database or role has set that hinders a restore. */
    public Map<String, String> environment() {
        // what a restore computes depends on what values look like at the source
        String session = SessionSettings.optionsThatLeaveValues() + ofCopy(programs.major());
        String options = programs.major() >= EVENT_TRIGGERS ? session : session + " -c " + NO_TRIGGERS;
        return Map.of("PGHOST", socket.toString(), "PGPORT", Integer.toString(PORT), "PGUSER", superuser, "PGOPTIONS",
                options, "PGPASSFILE", "/nonexistent", "PGSSLMODE", "disable");
    }

    public Connection connect(String database) throws SQLException {
        return PostgresConnections.openSocket(socket.resolve(".s.PGSQL." + PORT), superuser, database,
                session(programs.major()));
    }

    /** Options of a login. */
    static String session(int major) {
        return SessionSettings.options() + ofCopy(major);
    }

    private static String ofCopy(int major) {
        return Stream
                .concat(SESSION.stream(), major >= EVENT_TRIGGERS ? SINCE_17.stream() : Stream.empty())
                .map(setting -> " -c " + setting).collect(Collectors.joining());
    }

    /** A program of PostgreSQL's, in the sandbox, told how to reach the server. */
    public ChildProcess program(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(programs.program(name).toString()));
        command.addAll(arguments);
        return sandbox.command(command, run).environment(environment());
    }

    /** What it works in. */
    public Path folder() {
        return run;
    }

    public String superuser() {
        return superuser;
    }

    public boolean alive() {
        return process.alive();
    }

    /** What it last said, without what may quote rows. */
    public String log() {
        List<String> lines = ServerMessage.headlines(process.stderr());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    /** What it complained about last, with all that belongs to it. */
    public List<ServerMessage> messages() {
        return ServerMessage.read(process.stderr());
    }

    long pid() {
        return process.pid();
    }

    /** Ends it without caring for its data. */
    @Override
    public void close() {
        sandbox.endServer(process);
    }

    private void awaitReady() throws BackupException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Connection ready = connect("postgres")) {
                return;
            } catch (SQLException e) {
                if (!alive() || System.nanoTime() > deadline) {
                    boolean lacking = log().contains(NOT_VALID);
                    throw new BackupException(
                            lacking
                                    ? ErrorCode.EXTENSION_MISSING
                                    : LocalTrouble.in(log()).orElse(ErrorCode.THROWAWAY_FAILED),
                            "the throwaway PostgreSQL does not start: " + log() + " (" + e.getMessage() + ")", e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
