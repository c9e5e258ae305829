package io.groundzero.backup.verifier.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.proof.Steps;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

/** A real little application on a real throwaway server, in the real sandbox. */
class ProbesTest {

    private static final String KEY = "correct \"horse\" battery staple";
    private static final String SHORT = "pin4";
    private static final int PORT = 5678;
    private static final String READY = "http://127.0.0.1:" + PORT + "/ready";

    private static Path folder;
    private static Path application;
    private static Path hidden;
    private static Account account;
    private static Sandbox sandbox;
    private static Scratch scratch;
    private static ThrowawayServer server;

    private Path requests;
    private Steps steps;
    private Optional<Path> configuration;
    private Duration readyWithin;
    private Duration timeLimit;
    private String database;
    private Optional<String> user;
    private Optional<String> cluster;

    @BeforeAll
    static void startServer() throws Exception {
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        account = Account.named("ground-zero-throwaway").orElseThrow();
        folder = TestFolders.create("probe");
        application = folder.resolve("application.pl");
        Files.copy(Path.of(ProbesTest.class.getResource("/probe/application.pl").toURI()), application);
        Files.setPosixFilePermissions(application, PosixFilePermissions.fromString("rwxr-xr-x"));
        hidden = Files.writeString(folder.resolve("private.key"), "a key of the verifier");
        Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-r--r--"));
        Path root = folder.resolve("scratch");
        sandbox = new Sandbox(Isolation.NAMESPACES, account, List.of(hidden), root);
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

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
        scratch.wipe();
        scratch.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        requests = Files.createTempFile(folder, "requests", ".json");
        steps = new Steps();
        configuration = Optional.of(bundle());
        readyWithin = Duration.ofSeconds(30);
        timeLimit = Duration.ofSeconds(60);
        database = "app";
        user = Optional.of("app");
        cluster = Optional.empty();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(server.folder().resolve("probe")).doesNotExist();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(all.filter(ProbesTest::ofTheApplication)).isEmpty();
        }
    }

    /** As the daemons of the application appear in the machine's list of processes. */
    private static boolean ofTheApplication(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return List.of(arguments).contains(application.toString())
                || List.of(arguments).equals(List.of("4711")) || List.of(arguments).equals(List.of("4712"));
    }

    @Test
    void applicationThatAnswersRightPasses() throws Exception {
        // When
        run("good", """
                [{"name": "log in", "method": "POST", "path": "/login",
                  "body": {"user": "owner", "password": "${file:secrets/appkey}"},
                  "expect": {"status": 200, "contains": ["data"]}, "save": {"ID": "/data/id"}},
                 {"name": "customers", "path": "/customers/${ID}",
                  "expect": {"status": 200, "contains": ["count", "role"],
                             "equals": {"/count": 500, "/role": "app", "/list": [1, null]}}},
                 {"name": "no redirect", "method": "HEAD", "url": "http://127.0.0.1:5678/ready"}]""");

        // Then
        ProofStep step = step();
        assertThat(step.name()).isEqualTo("probe");
        assertThat(step.passed()).isTrue();
        assertThat(step.summary()).isEqualTo("app runs on the restored data: 3 of 3 requests answered as expected");
        assertThat(step.evidence()).hasSize(5);
        assertThat(step.evidence().get(0)).isEqualTo("app: role app can connect to database app");
        assertThat(step.evidence().get(1)).matches("app: ready after \\d+ ms");
        assertThat(step.evidence().get(2))
                .matches("app: log in \\(POST http://127.0.0.1:5678/login\\): 200 after \\d+ ms");
        assertThat(step.evidence().get(3)).contains("/customers/${ID}");
    }

    @Test
    void wrongAnswerRefutes() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "log in", "method": "POST", "path": "/login",
                  "body": {"password": "${file:secrets/appkey}"}, "save": {"ID": "/data/id"}},
                 {"name": "customers", "path": "/customers/${ID}", "expect": {"equals": {"/count": 501}}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageStartingWith("probe app: request customers (GET http://127.0.0.1:5678/customers/"
                + "${ID}): expected 501 at /count, got 200: {\"count\": 500,");
        assertThat(step().passed()).isFalse();
    }

    @Test
    void wrongStatusRefutesAndTheAnswerIsShortened() throws Exception {
        // When
        BackupException failure = failure("good", "[{\"name\": \"nowhere\", \"path\": \"/nowhere\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageContaining("expected status 200 to 299, got 404: {\"message\": \"GET /nowhere")
                .hasMessageEndingWith("xxx…");
        assertThat(failure.getMessage().length()).isLessThan(400);
    }

    @Test
    void missingPieceAndMissingValueRefute() throws Exception {
        assertThat(failure("good", """
                [{"name": "piece", "path": "/ready", "expect": {"contains": ["ready", "steady"]}}]"""))
                .hasMessageContaining("expected an answer that contains \"steady\", got 200: ready");
        assertThat(failure("good", """
                [{"name": "value", "path": "/ready", "save": {"ID": "/data/id"}}]"""))
                .hasMessageContaining("expected a value at /data/id, got 200: ready");
    }

    @Test
    void keyThatDoesNotFitRefutesAndIsNotShown() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "log in", "method": "POST", "path": "/login", "headers": {"X-Pin": "${file:secrets/pin}"},
                  "body": {"password": "wrong", "pin": "${file:secrets/pin}"}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageContaining("got 401: {\"message\": \"the key ••• is not in {\"password\":")
                .hasMessageContaining("\"pin\":\"•••\"");
        nothingIsTold(failure);
    }

    @Test
    void secretsAreShownInNoForm() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "log in", "method": "POST", "path": "/login", "save": {"TOKEN": "/data/token"},
                  "body": {"password": "${file:secrets/appkey}"}},
                 {"name": "echo", "method": "POST", "path": "/echo",
                  "headers": {"Authorization": "Bearer ${TOKEN}", "X-Key": "${file:secrets/appkey}"},
                  "body": {"k": "${file:secrets/appkey}"}, "expect": {"contains": ["${file:secrets/appkey}!"]}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(failure).hasMessageContaining("an answer that contains \"•••!\"")
                .hasMessageContaining("authorization: Bearer •••").hasMessageContaining("cookie: session=•••");
        nothingIsTold(failure);
    }

    @Test
    void applicationThatNeverGetsReadyIsInconclusive() throws Exception {
        // Given
        readyWithin = Duration.ofSeconds(2);

        // When
        BackupException failure = failure("never", "[{\"name\": \"x\", \"path\": \"/ready\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure).hasMessageStartingWith("probe app: " + READY + " did not answer 2xx within PT2S "
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
    void timeLimitHoldsForAllTogether() throws Exception {
        // Given
        timeLimit = Duration.ofSeconds(4);

        // When
        BackupException failure = failure("good",
                "[{\"name\": \"x\", \"path\": \"/nowhere\", \"within\": \"PT1H\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_FAILED);
        assertThat(step().millis()).isBetween(3000L, 20_000L);
    }

    @Test
    void answerMayComeLater() throws Exception {
        // When
        run("good", "[{\"name\": \"x\", \"path\": \"/later\", \"within\": \"PT20S\"}]");

        // Then
        assertThat(step().passed()).isTrue();
    }

    @Test
    void fullDiskIsNotTheBackupsFault() throws Exception {
        // When
        BackupException failure = failure("good", "[{\"name\": \"x\", \"path\": \"/full\"}]");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
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
    void backupWithoutTheSecretIsInconclusive() throws Exception {
        // Given
        String request = """
                [{"name": "x", "path": "/ready", "headers": {"X-Key": "${file:secrets/other}"}}]""";

        // When, Then
        assertThat(failure("good", request)).hasMessageContaining("${file:secrets/other}: the backup's configuration "
                + "bundle has no such file").extracting(e -> ((BackupException) e).code())
                .isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        configuration = Optional.empty();
        assertThat(failure("good", request)).hasMessageContaining("the backup has no configuration bundle")
                .extracting(e -> ((BackupException) e).code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
    }

    @Test
    void secretThatWouldBecomeAnotherHeaderIsNotSent() throws Exception {
        // When
        BackupException failure = failure("good", """
                [{"name": "x", "path": "/ready", "headers": {"X-Key": "${file:secrets/lines}"}}]""");

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.PROBE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("the value of the header X-Key has characters that cannot be sent");
        nothingIsTold(failure);
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
    void probeOfAnotherClusterIsNoStep() throws Exception {
        // Given
        cluster = Optional.of("other");

        // When
        run("good", "[{\"name\": \"x\", \"path\": \"/nowhere\"}]");

        // Then
        assertThat(steps.list()).isEmpty();
    }

    @Test
    void withoutNamespacesATakenPortIsNotAsked() throws Exception {
        // Given
        write("[{\"name\": \"x\", \"path\": \"/ready\"}]");
        Sandbox weaker = new Sandbox(Isolation.USER, account, List.of(), scratch.root());
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
        Sandbox weaker = new Sandbox(Isolation.USER, account, List.of(), scratch.root());
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
        try (Scratch next = Scratch.open(root, new Sandbox(Isolation.NAMESPACES, account, List.of(), root))) {
            assertThat(next.root().resolve("run")).doesNotExist();
        }
    }

    private static boolean running(String word) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(ProbesTest::ofTheApplication)
                    .anyMatch(process -> List.of(process.info().arguments().orElseThrow()).toString().contains(word));
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

    private void nothingIsTold(BackupException failure) {
        List<String> told = new ArrayList<>(List.of(failure.getMessage()));
        steps.list().forEach(step -> {
            told.add(step.summary());
            told.addAll(step.evidence());
        });
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            told.add(cause.getMessage());
        }
        assertThat(String.join("\n", told)).doesNotContain("horse", SHORT, "token-of-a-session", "bearer-and-secret",
                "second line");
    }

    private ProofStep step() {
        return steps.list().get(steps.list().size() - 1);
    }

    private static Path bundle() throws Exception {
        Path unpacked = Files.createTempDirectory(folder, "config.unpacked");
        Path secrets = Files.createDirectories(unpacked.resolve("config/secrets"));
        Files.writeString(secrets.resolve("appkey"), KEY + "\n");
        Files.writeString(secrets.resolve("pin"), SHORT);
        Files.writeString(secrets.resolve("lines"), "first line\nsecond line\n");
        Files.writeString(unpacked.resolve("config/readme.md"), "how to");
        return unpacked;
    }

    private void run(String manner, String json) throws Exception {
        write(json);
        new Probes(config(command(application.toString(), "" + PORT, psql(), manner), READY), sandbox).run(steps,
                server, manifest(), configuration);
    }

    private BackupException failure(String manner, String json) throws Exception {
        return failure(command(application.toString(), "" + PORT, psql(), manner), json);
    }

    private BackupException failure(List<String> command, String json) throws Exception {
        write(json);
        Probes probes = new Probes(config(command, READY), sandbox);
        BackupException failure = catchThrowableOfType(BackupException.class,
                () -> probes.run(steps, server, manifest(), configuration));
        assertThat(failure).isNotNull();
        return failure;
    }

    private void write(String json) throws Exception {
        Files.writeString(requests, json);
    }

    private static String psql() throws Exception {
        return ClientPrograms.locate(15).program("psql").toString();
    }

    private static List<String> command(String... words) {
        return Arrays.asList(words);
    }

    private ProbesConfig config(List<String> command, String ready) {
        return () -> Map.of("app", new Settings(cluster, database, user, command, ready, readyWithin, requests,
                timeLimit));
    }

    record Settings(Optional<String> cluster, String database, Optional<String> user, List<String> command,
            String ready, Duration readyWithin, Path requests, Duration timeLimit) implements ProbesConfig.Settings {
    }

    static Manifest manifest() {
        Instant at = Instant.parse("2026-11-23T03:00:01Z");
        List<DatabaseFacts> databases = Stream.of("app", "postgres").map(name -> new DatabaseFacts(name, at, "0/1",
                "UTF8", "libc", "C", "C", null, null, Map.of(), List.of())).toList();
        return new Manifest(1, "main-20261123T030000Z", "main", at, at, ThrowawayServerTest.SOURCE, databases,
                List.of(), "directory", "full", Map.of(), Map.of(), List.of("appkey"));
    }
}
