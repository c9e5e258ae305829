package io.groundzero.backup.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server of its own, on loopback, ended with the JVM. */
public final class TestPostgres implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private final List<String> settings;
    private boolean closed;

    private TestPostgres(Path folder, int port, Map<String, String> environment, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.environment = environment;
        this.settings = settings;
    }

    /** @param settings for postgresql.conf, as {@code name=value} */
    public static TestPostgres start(String... settings) {
        return start(Map.of(), settings);
    }

    /** @param environment PG_BIN and INITDB_OPTIONS, see infra/servers/postgres */
    public static TestPostgres start(Map<String, String> environment, String... settings) {
        try {
            return start(Script.serverFolder("postgres"), environment, List.of(settings));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also takes connections with TLS, as {@link TestAuthority#HOST}. */
    public static TestPostgres startTls(TestAuthority authority, Map<String, String> environment,
            String... settings) {
        try {
            Path folder = Script.serverFolder("postgres");
            Path key = ownKey(authority, folder);
            List<String> all = new ArrayList<>(List.of(settings));
            all.addAll(List.of("ssl=on", "ssl_cert_file=" + authority.serverCertificate(), "ssl_key_file=" + key));
            return start(folder, environment, all);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another server that replays what this one does; a copy of it, with the same roles and passwords. */
    public TestPostgres startStandby(String... more) throws IOException, InterruptedException {
        Path copy = Script.serverFolder("postgres");
        Files.copy(passwordFile(), copy.resolve("password"));
        String source = "host=127.0.0.1 port=" + port + " user=" + superuser() + " password=" + password();
        Process backup = new ProcessBuilder("pg_basebackup", "--dbname=" + source, "--pgdata=" + copy.resolve("data"),
                "--write-recovery-conf", "--checkpoint=fast").inheritIO().start();
        if (backup.waitFor() != 0) {
            throw new IllegalStateException("pg_basebackup of " + dataFolder() + " failed");
        }
        if (System.getProperty("user.name").equals("root")
                && new ProcessBuilder("chown", "-R", "postgres", copy.toString()).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("cannot give " + copy + " to the server's user");
        }
        List<String> all = new ArrayList<>(List.of(more));
        all.add("primary_conninfo=" + source);
        return start(copy, environment, all);
    }

    private static TestPostgres start(Path folder, Map<String, String> environment, List<String> settings)
            throws IOException {
        TestPostgres server = new TestPostgres(folder, Ports.free(1), environment, settings);
        Script.atExit(server);
        server.resume();
        return server;
    }

    /** The server takes a key only if it is its user's and nobody else reads it. */
    private static Path ownKey(TestAuthority authority, Path folder) throws IOException {
        Path key = Files.copy(authority.serverKey(), folder.resolve("server-key.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        if (System.getProperty("user.name").equals("root")) {
            Files.setOwner(key, key.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        return key;
    }

    /** Starts it again after {@link #stop}. */
    public void resume() {
        List<String> arguments = new ArrayList<>(
                List.of("start", folder.toString(), Integer.toString(port), "fsync=off"));
        arguments.addAll(settings);
        run(arguments.toArray(String[]::new));
    }

    /** Stops it; its data stays. */
    public void stop() {
        run("stop", folder.toString());
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            stop();
            Script.delete(folder);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String superuser() {
        return "postgres";
    }

    public String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path passwordFile() {
        return folder.resolve("password");
    }

    public Path dataFolder() {
        return folder.resolve("data");
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** As superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), superuser(), password());
    }

    private void run(String... arguments) {
        try {
            Script.of("postgres").run(environment, arguments);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
