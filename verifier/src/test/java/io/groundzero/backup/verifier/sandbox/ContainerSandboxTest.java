package io.groundzero.backup.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** A real attendant in namespaces of its own, as in a container that shares nothing but the scratch folder. */
class ContainerSandboxTest {

    private static final SourceFacts SOURCE = new SourceFacts("15.0", 15, null, "1", "Odd Admin", "UTF8", "libc",
            "C.UTF-8", "C.UTF-8", null, true, Map.of());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Path root;
    private TestContainer container;
    private ContainerSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        Account account = Account.named("ground-zero-throwaway").orElseThrow();
        root = TestFolders.create("container").resolve("scratch");
        container = TestContainer.start(root, account);
        sandbox = ContainerSandbox.in(root, account, PATIENCE);
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    @Test
    void serverRunsThereAndIsReachedThroughTheSharedFolder() throws Exception {
        try (Scratch scratch = Scratch.open(root, sandbox); Sandbox.Turn turn = sandbox.turn()) {
            Path run = scratch.begin();
            ClientPrograms programs = sandbox.programs(15, List.of(), ClientPrograms.RESTORE);
            assertThat(programs.major()).isEqualTo(15);
            assertThat(sandbox.newestPrograms(List.of(programs.folder()), ClientPrograms.ALL)).isEqualTo(programs);

            try (ThrowawayServer server = ThrowawayServer.start(sandbox, programs, SOURCE, run, 2);
                    Connection connection = server.connect("postgres")) {
                assertThat(asked(connection, "SELECT rolname FROM pg_roles WHERE oid = 10")).isEqualTo("Odd Admin");
                assertThat(asked(connection, "SELECT count(*) FROM pg_ls_dir('/proc') p WHERE p ~ '^\\d+$'"))
                        .as("processes that it sees").hasSizeLessThan(3);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE net (line text)");
                    statement.execute("COPY net FROM PROGRAM 'cat /proc/net/route /proc/net/tcp'");
                }
                assertThat(asked(connection, "SELECT count(*) FROM net WHERE line !~ 'local_address|Destination'"))
                        .as("routes and connections").isEqualTo("0");
                ByteArrayOutputStream said = new ByteArrayOutputStream();
                assertThat(server.program("psql", List.of("-XAtc", "SELECT 'through psql'", "-d", "postgres"))
                        .stdout(said).run().exitCode()).isZero();
                assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("through psql\n");
                assertThat(server.alive()).isTrue();
            }
            scratch.wipe();
            assertThat(run).doesNotExist();
        }
    }

    @Test
    void whatHidesFromTheSearchIsGoneAfterTheTurn() throws Exception {
        // Given
        String first = inside("cut -d ' ' -f 22 /proc/1/stat");
        try (Sandbox.Turn turn = sandbox.turn()) {
            inside("cd / && setsid sleep 600 >/dev/null 2>&1 &");
            sandbox.end(root.resolve("run"));
            assertThat(sleepers()).isEqualTo("1");
        }

        // Then
        assertThat(sleepers()).isEqualTo("0");
        assertThat(inside("cut -d ' ' -f 22 /proc/1/stat")).isNotEqualTo(first);
    }

    @Test
    void whoTakesTheAttendantsPlaceAtTheSocketIsNotThereInTheNextTurn() throws Exception {
        // Given
        String first = inside("cut -d ' ' -f 22 /proc/1/stat");
        try (Sandbox.Turn turn = sandbox.turn()) {
            inside("rm " + root.resolve("shared/throwaway.sock") + "; : > " + root.resolve("shared/throwaway.sock"));
        }

        // Then
        assertThat(inside("cut -d ' ' -f 22 /proc/1/stat")).isNotEqualTo(first);
    }

    @Test
    void nothingOfTheVerifiersOwnLiesInWhatIsShared() throws Exception {
        try (Scratch scratch = Scratch.open(root, sandbox)) {
            Path run = scratch.begin();

            assertThat(run).startsWith(sandbox.shared(root));
            assertThat(scratch.own("plain").startsWith(sandbox.shared(root))).isFalse();
            Path theirs = Scratch.throwawayFolder(run, "data", sandbox.account());
            inside("cd " + theirs + " && mkdir -p closed/inner && chmod 000 closed/inner closed");
            scratch.wipe();
            assertThat(run).doesNotExist();
        }
    }

    @Test
    void whatStaysIsKeptWhenATurnIsOverButNoSecondOneBeginsBefore() throws Exception {
        // Given
        String first = inside("cut -d ' ' -f 22 /proc/1/stat");
        Sandbox.Turn stay = sandbox.stay();

        // When
        sandbox.turn().close();
        CompletableFuture<Sandbox.Turn> second = CompletableFuture.supplyAsync(() -> {
            try {
                return sandbox.turn();
            } catch (BackupException e) {
                throw new IllegalStateException(e);
            }
        });

        // Then
        assertThat(inside("cut -d ' ' -f 22 /proc/1/stat")).isEqualTo(first);
        assertThat(second).isNotDone();
        stay.close();
        await().atMost(PATIENCE).until(second::isDone);
        assertThat(inside("cut -d ' ' -f 22 /proc/1/stat")).isNotEqualTo(first);
    }

    @Test
    void versionThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> sandbox.programs(9, List.of(), ClientPrograms.RESTORE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("PostgreSQL 9");
        assertThat(sandbox.hasProgram("sh")).isTrue();
        assertThat(sandbox.hasProgram("no-such-program")).isFalse();
    }

    @Test
    void verifierWithoutItsContainerDoesNotStart() throws Exception {
        container.close();
        ContainerSandbox alone = ContainerSandbox.in(root.resolve("elsewhere"), sandbox.account(),
                Duration.ofMillis(300));

        assertThatThrownBy(() -> Scratch.open(root, alone)).hasMessageContaining("throwaway container does not answer");
    }

    private String sleepers() throws Exception {
        return inside(
                "n=0; for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline | grep -q '^sleep 600' && n=$((n+1)); done;"
                        + " echo $n");
    }

    private String inside(String script) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ChildProcess.Outcome outcome = sandbox.command(List.of("sh", "-c", script), root).stdout(said)
                .run(Duration.ofSeconds(20));
        assertThat(outcome.exitCode()).as(outcome.words()).isZero();
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    private static String asked(Connection connection, String query) throws Exception {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
