package io.groundzero.backup.verifier.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

/**
 * The throwaway server of all test classes that have this extension, and an application beside it: started before the
 * first, ended after the run's last test.
 */
final class ProbeServer implements BeforeAllCallback {

    static Path folder;
    static Path application;
    static Path hidden;
    static Account account;
    static Sandbox sandbox;
    static Scratch scratch;
    static ThrowawayServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(ProbeServer.class)).getOrComputeIfAbsent("server",
                key -> started());
    }

    private static CloseableResource started() {
        try {
            start();
            return ProbeServer::stop;
        } catch (Exception e) {
            throw new IllegalStateException("the server for the probes cannot be started", e);
        }
    }

    private static void start() throws Exception {
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        account = Account.named("ground-zero-throwaway").orElseThrow();
        folder = TestFolders.create("probe");
        application = folder.resolve("application.pl");
        Files.copy(Path.of(ProbeServer.class.getResource("/probe/application.pl").toURI()), application);
        Files.setPosixFilePermissions(application, PosixFilePermissions.fromString("rwxr-xr-x"));
        hidden = Files.writeString(folder.resolve("private.key"), "a key of the verifier");
        Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-r--r--"));
        Path root = folder.resolve("scratch");
        sandbox = new LocalSandbox(Isolation.NAMESPACES, account, List.of(hidden), root);
        scratch = Scratch.open(root, sandbox);
        server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15), ThrowawayServerTest.SOURCE,
                scratch.begin(), 2);
        try (Connection connection = server.connect("postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app LOGIN PASSWORD 'irrelevant'");
            statement.execute("CREATE ROLE locked NOLOGIN");
            statement.execute("CREATE ROLE busy LOGIN CONNECTION LIMIT 0");
            statement.execute("CREATE DATABASE app OWNER app");
        }
        try (Connection connection = server.connect("app"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customer AS SELECT n FROM generate_series(1, 500) n");
            statement.execute("ALTER TABLE customer OWNER TO app");
        }
    }

    private static void stop() throws Exception {
        server.close();
        scratch.wipe();
        scratch.close();
    }
}
