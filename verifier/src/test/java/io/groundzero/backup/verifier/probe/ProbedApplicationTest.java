package io.groundzero.backup.verifier.probe;

import static io.groundzero.backup.verifier.probe.ProbeServer.account;
import static io.groundzero.backup.verifier.probe.ProbeServer.application;
import static io.groundzero.backup.verifier.probe.ProbeServer.folder;
import static io.groundzero.backup.verifier.probe.ProbeServer.hidden;
import static io.groundzero.backup.verifier.probe.ProbeServer.scratch;
import static io.groundzero.backup.verifier.probe.ProbeServer.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** How the application is started, shut in and ended. */
class ProbedApplicationTest extends ProbeScene {

    @Test
    void applicationThatNeverGetsReadyIsInconclusive() throws Exception {
        // Given
        readyWithin = Duration.ofSeconds(8);

        // When
        BackupException failure = failure("never", "[{\"name\": \"x\", \"path\": \"/ready\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure).hasMessageStartingWith("probe app: " + READY + " did not answer 2xx within PT8S "
                + "(status 503); it last said: starting as app with the key •••");
        nothingIsTold(failure);
    }

    @Test
    void applicationThatEndsIsInconclusive() throws Exception {
        // When
        BackupException failure = failure("dies", "[{\"name\": \"x\", \"path\": \"/ready\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure).hasMessageStartingWith("probe app: the application ended with exit code 3; it last said: ")
                .hasMessageContaining("no such table, says the application; key=•••");
        nothingIsTold(failure);
    }

    @Test
    void applicationThatCrashesWhenAskedIsInconclusive() throws Exception {
        // When
        BackupException failure = failure("good", "[{\"name\": \"x\", \"path\": \"/crash\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("the application ended with exit code 4")
                .hasMessageContaining("crashed with •••");
        nothingIsTold(failure);
    }

    @Test
    void missingProgramIsInconclusive() throws Exception {
        assertThat(failure(command("/nonexistent/n8n"), "[{\"name\": \"x\", \"path\": \"/ready\"}]"))
                .hasMessageContaining("the application cannot be started: cannot run /nonexistent/n8n")
                .extracting(e -> ((BackupException) e).code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure(command("n8n-that-nobody-has"), "[{\"name\": \"x\", \"path\": \"/ready\"}]"))
                .hasMessageContaining("the application ended with exit code 127")
                .hasMessageContaining("n8n-that-nobody-has: No such file")
                .extracting(e -> ((BackupException) e).code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
    }

    @Test
    void childThatIsLeftBehindIsGone() throws Exception {
        // When
        run("leaves", "[{\"name\": \"x\", \"path\": \"/ready\"}]");
        run("forgets", "[{\"name\": \"x\", \"path\": \"/ready\"}]");

        // Then: nothingIsLeft
        assertThat(steps.list()).hasSize(2);
    }

    @Test
    void applicationReachesNobodyAndSeesNoKeys() throws Exception {
        // Given
        String other = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .map(InetAddress::getHostAddress).findFirst().orElse("192.0.2.1");
        try (ServerSocket production = new ServerSocket(0, 9, InetAddress.getByName("0.0.0.0"))) {
            int port = production.getLocalPort();

            // When
            run("good", """
                    [{"name": "itself", "path": "/reach/127.0.0.1/5678", "expect": {"contains": ["open"]}},
                     {"name": "loopback", "path": "/reach/127.0.0.1/PORT", "expect": {"contains": ["closed"]}},
                     {"name": "machine", "path": "/reach/OTHER/PORT", "expect": {"contains": ["closed"]}},
                     {"name": "world", "path": "/reach/1.1.1.1/443", "expect": {"contains": ["closed"]}},
                     {"name": "any file", "method": "POST", "path": "/length", "body": "APPLICATION",
                      "expect": {"equals": {"/length": SIZE}}},
                     {"name": "the key", "method": "POST", "path": "/length", "body": "HIDDEN",
                      "expect": {"equals": {"/length": 0}}}]"""
                    .replace("PORT", "" + port).replace("OTHER", other).replace("HIDDEN", hidden.toString())
                    .replace("APPLICATION", application.toString()).replace("SIZE", "" + Files.size(application)));
        }

        // Then
        assertThat(step().passed()).isTrue();
    }

    @Test
    void environmentIsWhatWasPromised() throws Exception {
        // When
        run("good", """
                [{"name": "names", "path": "/environment", "expect": {"contains": ["%s"]}}]""".formatted(
                "DB_POSTGRESDB_DATABASE,DB_POSTGRESDB_HOST,DB_POSTGRESDB_PASSWORD,DB_POSTGRESDB_PORT,"
                        + "DB_POSTGRESDB_USER,DB_TYPE,GZ_CONFIGURATION,HOME,LC_ALL,PATH,PGDATABASE,PGHOST,"
                        + "PGPASSWORD,PGPORT,PGUSER,PWD,TMPDIR,TZ"));

        // Then
        assertThat(step().passed()).isTrue();
    }

    @Test
    void roleThatCannotLogInIsSaidClearly() throws Exception {
        user = Optional.of("locked");
        assertThat(failure("good", "[{\"name\": \"x\", \"path\": \"/ready\"}]"))
                .hasMessageContaining("the restored role locked cannot connect to database app: "
                        + "FATAL: role \"locked\" is not permitted to log in")
                .extracting(e -> ((BackupException) e).code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        user = Optional.of("busy");
        assertThat(failure("good", "[{\"name\": \"x\", \"path\": \"/ready\"}]"))
                .hasMessageContaining("too many connections for role \"busy\"");
        user = Optional.of("nobody");
        assertThat(failure("good", "[{\"name\": \"x\", \"path\": \"/ready\"}]"))
                .hasMessageContaining("role \"nobody\" does not exist");
    }

    @Test
    void bootstrapSuperuserIsTheDefaultRole() throws Exception {
        // Given
        user = Optional.empty();

        // When
        run("good", "[{\"name\": \"x\", \"path\": \"/ready\"}]");

        // Then
        assertThat(step().evidence().get(0)).isEqualTo("app: role Odd Admin can connect to database app");
    }

    @Test
    void databaseThatIsNotInTheBackupIsInconclusive() throws Exception {
        // Given
        database = "elsewhere";

        // When
        BackupException failure = failure("good", "[{\"name\": \"x\", \"path\": \"/ready\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("this backup of cluster main has no database elsewhere, but [app, "
                + "postgres]; gz.probes.app.cluster restricts");
    }

    @Test
    void withoutNamespacesATakenPortIsNotAsked() throws Exception {
        // Given
        write("[{\"name\": \"x\", \"path\": \"/ready\"}]");
        Sandbox weaker = new LocalSandbox(Isolation.USER, account, List.of(), scratch.root());
        try (ServerSocket production = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
            Probes probes = new Probes(config(command("true"), "http://127.0.0.1:" + production.getLocalPort() + "/"),
                    weaker);

            // When
            BackupException failure = catchThrowableOfType(BackupException.class,
                    () -> probes.run(steps, server, manifest(), configuration));

            // Then
            assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
            assertThat(failure).hasMessageContaining("is taken by another program");
            production.setSoTimeout(100);
            production.accept().close();
            assertThat(catchThrowableOfType(java.net.SocketTimeoutException.class, production::accept)).isNotNull();
        }
    }

    @Test
    void withoutNamespacesChildrenAreFoundToo() throws Exception {
        // Given
        int port = freePort();
        write("[{\"name\": \"x\", \"path\": \"/ready\"}]");
        Sandbox weaker = new LocalSandbox(Isolation.USER, account, List.of(), scratch.root());
        Probes probes = new Probes(
                config(command(application.toString(), "" + port, "psql", "leaves"),
                        "http://127.0.0.1:" + port + "/ready"),
                weaker);

        // When
        probes.run(steps, server, manifest(), configuration);

        // Then: nothingIsLeft
        assertThat(step().evidence()).contains("app: isolation USER, it can reach the network");
    }

    @Test
    void killedVerifierTakesTheApplicationWithIt() throws Exception {
        // Given
        Path root = folder.resolve("killed");
        write("[{\"name\": \"x\", \"path\": \"/ready\"}]");
        Process verifier = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ProbeLeftBehind.class.getName(), root.toString(), requests.toString(), application.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("killed.log").toFile()).start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> running(".pl") && running("4711"));

            // When
            verifier.destroyForcibly().waitFor();

            // Then
            await().atMost(Duration.ofSeconds(15)).until(() -> !running(".pl") && !running("4711"));
        } finally {
            verifier.destroyForcibly();
        }
        assertThat(root.resolve("run/probe/configuration")).exists();
        try (Scratch next = Scratch.open(root, new LocalSandbox(Isolation.NAMESPACES, account, List.of(), root))) {
            assertThat(next.root().resolve("run")).doesNotExist();
        }
    }

    private static boolean running(String word) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(ProbeScene::ofTheApplication)
                    .anyMatch(process -> List.of(process.info().arguments().orElse(new String[0])).toString()
                            .contains(word));
        }
    }

    private static int freePort() throws Exception {
        for (int port = 14_500; port < 14_600; port++) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return free.getLocalPort();
            } catch (java.net.BindException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no free port");
    }
}
