package io.groundzero.backup.verifier.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.postgres.LimitedOutput;
import io.groundzero.backup.verifier.LeftBehind;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.Leftovers;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** The throwaway server hurts nobody, learns nothing, and does not outlive its verifier. */
public class ThrowawayServerTest {

    public static final SourceFacts SOURCE = new SourceFacts("15.1", 15, null, "1", "Odd Admin", "UTF8", "libc",
            "C.UTF-8", "C.UTF-8", null, true, Map.of());

    private Path root;
    private Account account;

    @BeforeEach
    void prepare() throws Exception {
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        account = Account.named("ground-zero-throwaway").orElseThrow();
        root = TestFolders.create("server").resolve("scratch");
    }

    @AfterEach
    void nothingRuns() throws Exception {
        assertThat(Leftovers.find(account, root.resolve("run"))).isEmpty();
    }

    private Sandbox sandbox(Isolation isolation) {
        return new LocalSandbox(isolation, account, List.of(), root);
    }

    @Test
    void itIsLikeTheSourceAndShutIn() throws Exception {
        // Given
        Sandbox sandbox = sandbox(Isolation.NAMESPACES);
        try (Scratch scratch = Scratch.open(root, sandbox)) {
            Path run = scratch.begin();

            // When
            try (ThrowawayServer server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15), SOURCE, run, 2)) {

                // Then
                // postmaster, checkpointer, background writer, WAL writer; the session that asked may just be ending
                await().atMost(Duration.ofSeconds(5)).untilAsserted(
                        () -> assertThat(Leftovers.find(account, run)).hasSizeBetween(3, 4));
                for (ProcessHandle process : Leftovers.find(account, run)) {
                    Path proc = Path.of("/proc/" + process.pid());
                    String status = Files.readString(proc.resolve("status"));
                    assertThat(status).containsPattern("Uid:\\s" + account.uid() + "\\s" + account.uid())
                            .containsPattern("Groups:\\s*\n")
                            .containsPattern("CapEff:\\s0+\n").containsPattern("CapBnd:\\s0+\n")
                            .containsPattern("NoNewPrivs:\\s1");
                    for (String namespace : List.of("net", "mnt", "pid", "ipc")) {
                        assertThat(Files.readSymbolicLink(proc.resolve("ns/" + namespace)))
                                .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/" + namespace)));
                    }
                    assertThat(Files.readAllLines(proc.resolve("net/tcp"))).hasSize(1);
                    assertThat(Files.readAllLines(proc.resolve("net/tcp6"))).hasSize(1);
                }
                assertThat(setting(server, "listen_addresses")).isEmpty();
                assertThat(setting(server, "archive_mode")).isEqualTo("off");
                assertThat(setting(server, "data_checksums")).isEqualTo("on");
                assertThat(server.superuser()).isEqualTo("Odd Admin");
            }
            scratch.wipe();
        }
    }

    @Test
    void programsComputeWhatTheSourceComputes() throws Exception {
        // Given
        SourceFacts source = SOURCE.withSettings(Map.of("TimeZone", "Asia/Tokyo", "DateStyle", "SQL, DMY",
                "bytea_output", "escape", "IntervalStyle", "iso_8601", "default_text_search_config", "nobody.knows",
                "listen_addresses", "*"));
        Sandbox sandbox = sandbox(Isolation.NAMESPACES);
        try (Scratch scratch = Scratch.open(root, sandbox)) {
            LimitedOutput said = new LimitedOutput(10_000);

            // When
            try (ThrowawayServer server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15), source,
                    scratch.begin(), 2)) {
                ChildProcess.Outcome outcome = server.program("psql", List.of("-XAtd", "postgres", "-c",
                        "SELECT timestamptz '2026-02-28 20:00+00', interval '26 hours', bytea 'x', bytea '\\001'"))
                        .stdout(said).run();

                // Then
                assertThat(outcome.exitCode()).as(outcome.words()).isZero();
                assertThat(said.toString(UTF_8).strip()).isEqualTo("01/03/2026 05:00:00 JST|PT26H|x|\\001");
                assertThat(setting(server, "listen_addresses")).isEmpty();
                assertThat(setting(server, "default_text_search_config")).isEqualTo("nobody.knows");
            }
            scratch.wipe();
        }
    }

    @Test
    void settingThatThisMachineCannotHaveIsNamed() throws Exception {
        // Given
        SourceFacts source = SOURCE.withSettings(Map.of("TimeZone", "Mars/Phobos"));
        Sandbox sandbox = sandbox(Isolation.NAMESPACES);
        try (Scratch scratch = Scratch.open(root, sandbox)) {
            Path run = scratch.begin();

            // When, Then
            assertThatThrownBy(() -> ThrowawayServer.start(sandbox, ClientPrograms.locate(15), source, run, 2))
                    .isInstanceOfSatisfying(BackupException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTENSION_MISSING))
                    .hasMessageContaining("\"TimeZone\": \"Mars/Phobos\"");
            scratch.wipe();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Isolation.class, names = {"NAMESPACES", "USER"})
    void killedVerifierTakesItsServerWithIt(Isolation isolation) throws Exception {
        // Given
        Process verifier = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LeftBehind.class.getName(), root.toString(), isolation.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(verifier.getInputStream()))) {
            assertThat(said.readLine()).startsWith("READY");
            assertThat(Leftovers.find(account, root.resolve("run"))).isNotEmpty();

            // When
            verifier.destroyForcibly().waitFor();

            // Then
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(Leftovers.find(account, root.resolve("run"))).isEmpty());
        }
        assertThat(root.resolve("run")).exists();
        try (Scratch next = Scratch.open(root, sandbox(isolation))) {
            assertThat(next.root().resolve("run")).doesNotExist();
        }
    }

    @Test
    void whatIsLeftOverIsKilledAndDeletedAtTheNextStart() throws Exception {
        // Given
        Path run = root.resolve("run/data");
        Files.createDirectories(run);
        Files.setPosixFilePermissions(root, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Process left = new ProcessBuilder("setpriv", "--reuid=" + account.uid(), "--regid=" + account.gid(),
                "--clear-groups", "sleep", "600").directory(run.toFile()).start();
        await().atMost(Duration.ofSeconds(5)).until(() -> !Leftovers.find(account, root.resolve("run")).isEmpty());

        // When
        Scratch.open(root, sandbox(Isolation.NAMESPACES)).close();

        // Then
        assertThat(left.waitFor()).isEqualTo(137);
        assertThat(root.resolve("run")).doesNotExist();
    }

    @Test
    void secondVerifierInTheSameFolderIsRefused() throws Exception {
        // Given
        Sandbox sandbox = sandbox(Isolation.NAMESPACES);
        try (Scratch first = Scratch.open(root, sandbox)) {
            // When, Then
            assertThatThrownBy(() -> Scratch.open(root, sandbox)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another verifier works in");
            assertThat(first.root()).exists();
        }
    }

    @Test
    void folderThatTheThrowawayUserCannotReachIsRefused() throws Exception {
        // Given
        Path closed = Files.createDirectory(root.resolveSibling("closed"));
        Files.setPosixFilePermissions(closed, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Path scratch = closed.resolve("scratch");

        // When, Then
        assertThatThrownBy(
                () -> Scratch.open(scratch, new LocalSandbox(Isolation.NAMESPACES, account, List.of(), scratch)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("must let that user pass")
                .hasMessageContaining("closed/scratch");
    }

    @Test
    void folderWithTooLongANameIsRefused() {
        // Given
        Path scratch = Path.of("/var/tmp/" + "x".repeat(80));

        // When, Then
        assertThatThrownBy(() -> Scratch.open(scratch, sandbox(Isolation.NAMESPACES)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("at most 82 bytes");
    }

    private static String setting(ThrowawayServer server, String name) throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
