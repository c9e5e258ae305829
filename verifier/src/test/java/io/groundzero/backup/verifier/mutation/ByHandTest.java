package io.groundzero.backup.verifier.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** RESTORE.md is followed to the letter, over every type and all that backups stumble over. */
class ByHandTest {

    private static Sandbox sandbox;
    private static Scratch scratch;
    private static Workshop workshop;
    private static ClientPrograms programs;
    private static SampleCluster cluster;
    private static Material material;

    @BeforeAll
    static void makeBackup() throws Exception {
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        Path root = TestFolders.create("by-hand").resolve("scratch");
        sandbox = new LocalSandbox(Isolation.NAMESPACES, Account.named("ground-zero-throwaway").orElseThrow(),
                List.of(), root);
        scratch = Scratch.open(root, sandbox);
        workshop = new Workshop(scratch.root(), sandbox);
        Path folder = workshop.open();
        programs = sandbox.newestPrograms(List.of(), ClientPrograms.ALL);
        cluster = SampleCluster.start(sandbox, programs, folder);
        material = new Material(cluster, Scratch.privateFolder(folder, "material"), WireFormat.mapper(),
                Clock.systemUTC());
    }

    @AfterAll
    static void end() throws Exception {
        cluster.close();
        workshop.clear();
        scratch.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(scratch.root())) {
            assertThat(left).extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder(".lock", workshop.folder().getFileName().toString());
        }
    }

    @Test
    void whereThereIsNoGpgTheRestStillIs() throws Exception {
        // Given
        ByHand byHand = byHand(withoutGpg());

        // When
        Trial trial = byHand.tryOut(material.good(), programs);

        // Then
        assertThat(trial.verdict()).as(trial.summary()).isEqualTo(Verdict.PROVEN);
        assertThat(trial.name()).isEqualTo("the good backup, restored by hand as RESTORE.md says, from the decrypted"
                + " files on (there is no gpg here)");
        assertThat(trial.summary()).contains("tables identical");
    }

    @Test
    void whatACommandSaysIsToldInItsOwnWords() throws Exception {
        // Given
        Draft draft = material.good().copyTo(Scratch.privateFolder(workshop.folder(), "broken"));
        String guide = new String(draft.read(ObjectNames.RESTORE_GUIDE), UTF_8);
        draft.write(ObjectNames.RESTORE_GUIDE,
                guide.replace("ALTER ROLE CURRENT_USER LOGIN", "ALTER ROLE nobody_at_all LOGIN").getBytes(UTF_8));

        // When
        Trial trial = byHand(sandbox).tryOut(draft, programs);

        // Then
        assertThat(trial.right()).isFalse();
        assertThat(trial.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(trial.code()).isEqualTo(ErrorCode.RESTORE_FAILED.name());
        assertThat(trial.name()).isEqualTo("the good backup, restored by hand as RESTORE.md says");
        assertThat(trial.summary()).contains("role \"nobody_at_all\" does not exist");
    }

    private static ByHand byHand(Sandbox sandbox) {
        return new ByHand(scratch, sandbox, new Compare(WireFormat.mapper(), 1), 1);
    }

    /** As in a container of PostgreSQL's. */
    private static Sandbox withoutGpg() {
        return (Sandbox) Proxy.newProxyInstance(Sandbox.class.getClassLoader(), new Class<?>[]{Sandbox.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("hasProgram") && arguments[0].equals("gpg")) {
                        return false;
                    }
                    try {
                        return method.invoke(sandbox, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
