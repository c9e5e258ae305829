package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** The cluster that plays the source: a throwaway server with every built-in type and the odd cases in it. */
final class SampleCluster implements AutoCloseable {

    /** The database that is changed. */
    static final String SAMPLE = "sample";
    static final String SECOND = "Zweite \"DB\"";
    static final List<String> DATABASES = List.of("postgres", SAMPLE, SECOND);

    /** The sample as it was, from which each mutant's is made. */
    private static final String ORIGINAL = "sample_original";
    private static final String LOCALE = "C.UTF-8";

    private final ThrowawayServer server;
    private final Sandbox sandbox;
    private final Path work;
    private final SourceFacts source;

    private SampleCluster(ThrowawayServer server, Sandbox sandbox, Path work, SourceFacts source) {
        this.server = server;
        this.sandbox = sandbox;
        this.work = work;
        this.source = source;
    }

    /**
     * Starts and fills it.
     *
     * @param folder empty, passable for the throwaway user
     */
    static SampleCluster start(Sandbox sandbox, ClientPrograms programs, Path folder)
            throws BackupException, IOException, InterruptedException {
        SourceFacts source = new SourceFacts(programs.version(), programs.major(), null, "1", "Sample Admin", "UTF8",
                "libc", LOCALE, LOCALE, null, true, Map.of());
        Path work = Scratch.throwawayFolder(folder, "work", sandbox.account());
        Path space = Scratch.throwawayFolder(folder, "space", sandbox.account());
        ThrowawayServer server = ThrowawayServer.start(sandbox, programs, source, folder, 2);
        SampleCluster cluster = new SampleCluster(server, sandbox, work, source);
        try {
            cluster.file("postgres", "cluster.sql", "--set=tablespace=" + space);
            cluster.file(SAMPLE, "sample.sql");
            cluster.file(SECOND, "second.sql");
            cluster.file("postgres", "properties.sql");
            return cluster;
        } catch (BackupException | IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    SourceFacts source() {
        return source;
    }

    /** Puts the sample aside; from now on {@link #changeSample} makes it. */
    void keepSample() throws BackupException, IOException, InterruptedException {
        sql("postgres", "ALTER DATABASE " + SAMPLE + " RENAME TO " + ORIGINAL);
    }

    /** Makes the sample again as it was put aside, and runs a script in it. */
    void changeSample(String script) throws BackupException, IOException, InterruptedException {
        // what no template has is in properties.sql
        String whole = "DROP DATABASE IF EXISTS " + SAMPLE + ";\nCREATE DATABASE " + SAMPLE + " TEMPLATE " + ORIGINAL
                + ";\n" + new String(resource("properties.sql"), StandardCharsets.UTF_8) + "\\connect " + SAMPLE + "\n"
                // here the server is the source: triggers and rules do what they are for
                + "SET session_replication_role = origin;\n" + script;
        script("postgres", whole.getBytes(StandardCharsets.UTF_8), script);
    }

    /** Runs statements, one by one. */
    void sql(String database, String... statements) throws BackupException, IOException, InterruptedException {
        psql(database, Arrays.stream(statements).map(statement -> "--command=" + statement).toList(),
                Arrays.toString(statements));
    }

    /** As {@code pg_dump} writes it for the dumper. */
    Path dump(String database, String name) throws BackupException, IOException, InterruptedException {
        Path folder = work.resolve(name);
        DurableFiles.deleteTree(folder);
        // the archive's one directory is called like the database
        Path directory = Scratch.throwawayFolder(work, name, sandbox.account())
                .resolve(ObjectNames.encode(database) + ".dir");
        run("pg_dump", List.of("--no-password", "--format=directory", "--compress=0",
                "--dbname=" + connection(database), "--file=" + directory), "dumping " + database);
        return directory;
    }

    /** As {@code pg_dumpall} writes it for the dumper. */
    Path globals(String name) throws BackupException, IOException, InterruptedException {
        Path file = work.resolve(name);
        run("pg_dumpall", List.of("--no-password", "--globals-only", "--database=postgres", "--file=" + file),
                "dumping the globals");
        return file;
    }

    Fingerprint fingerprint() throws BackupException {
        List<DatabaseFingerprint> fingerprints = new ArrayList<>();
        for (String database : DATABASES) {
            fingerprints.add(reading(database, connection -> Fingerprints.read(connection, database, Level.FULL)));
        }
        return new Fingerprint(Fingerprint.SCHEMA_VERSION, Level.FULL.word(), fingerprints,
                reading("postgres", Fingerprints::readCluster));
    }

    ShippedChecks checks() throws BackupException {
        ShippedChecks checks = new ShippedChecks();
        for (String database : DATABASES) {
            reading(database, connection -> {
                connection.setAutoCommit(true);
                checks.run(connection, database);
                return checks;
            });
        }
        return checks;
    }

    List<DatabaseFacts> databases() throws BackupException {
        List<DatabaseFacts> facts = new ArrayList<>();
        for (String database : DATABASES) {
            facts.add(facts(database));
        }
        return facts;
    }

    DatabaseFacts facts(String database) throws BackupException {
        return reading(database, connection -> SampleFacts.read(connection, database));
    }

    @Override
    public void close() {
        server.close();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T reading(String database, Reading<T> reading) throws BackupException {
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            return reading.of(connection);
        } catch (SQLException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                    "the sample database " + database + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void file(String database, String resource, String... options)
            throws BackupException, IOException, InterruptedException {
        script(database, resource(resource), resource, options);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream content = SampleCluster.class.getResourceAsStream("/mutation/" + name)) {
            return content.readAllBytes();
        }
    }

    private void script(String database, byte[] sql, String what, String... options)
            throws BackupException, IOException, InterruptedException {
        Path file = work.resolve("script.sql");
        Files.write(file, sql);
        sandbox.account().own(file);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--file=" + file);
        psql(database, arguments, what);
    }

    private void psql(String database, List<String> arguments, String what)
            throws BackupException, IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--no-psqlrc", "--quiet", "--no-password",
                "--set=ON_ERROR_STOP=1", "--dbname=" + connection(database)));
        all.addAll(arguments);
        run("psql", all, what);
    }

    private void run(String program, List<String> arguments, String what)
            throws BackupException, IOException, InterruptedException {
        ChildProcess.Outcome outcome = server.program(program, arguments).run();
        if (outcome.exitCode() != 0 || !outcome.stderr().isEmpty()) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                    "the sample cluster: " + what + ": " + outcome.words() + " " + server.log());
        }
    }

    /** A name that could be taken for a connection string is written as one. */
    private static String connection(String database) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
