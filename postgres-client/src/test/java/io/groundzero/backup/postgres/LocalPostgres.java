package io.groundzero.backup.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real PostgreSQL 15 of this test's own, in a temporary folder; PostgreSQL refuses to run as root. */
final class LocalPostgres implements AutoCloseable {

    static final String PASSWORD = "it's a \\ secret";

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    final Path folder;
    final int port;

    private LocalPostgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static LocalPostgres start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gz-postgres-client");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        LocalPostgres server = new LocalPostgres(folder, freePort());
        if (root()) {
            run(List.of("chown", "-R", "postgres", folder.toString()));
        }
        run(server.asPostgres("initdb", "-D", server.data(), "-U", "postgres", "--auth-host=scram-sha-256",
                "--auth-local=trust", "--pwfile=" + password, "-E", "UTF8", "--locale=C.UTF-8", "-N"));
        run(server.asPostgres("pg_ctl", "-D", server.data(), "-w", "-l", folder.resolve("log").toString(), "-o",
                "-p " + server.port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=off", "start"));
        return server;
    }

    PostgresServer as(String user, String password) {
        return new PostgresServer("127.0.0.1", port, user, Optional.of(password), Map.of(), "test");
    }

    Path socket() {
        return folder.resolve(".s.PGSQL." + port);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(asPostgres("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop"));
        run(List.of("rm", "-rf", folder.toString()));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private List<String> asPostgres(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).directory(Path.of("/").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException("exit code " + process.exitValue() + " of " + command);
        }
    }
}
