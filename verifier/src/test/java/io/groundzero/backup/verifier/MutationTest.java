package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.mutation.MutationRun;
import io.groundzero.backup.verifier.mutation.SomeMutants;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** The verifier finds every defect that we could think of, and the run that says so would notice if it did not. */
class MutationTest {

    private static final ObjectMapper JSON = WireFormat.mapper();

    private Sandbox sandbox;
    private Scratch scratch;

    @BeforeEach
    void open() throws Exception {
        TestVerifier.ensureUser();
        Path root = TestFolders.create("mutation").resolve("scratch");
        sandbox = new LocalSandbox(Isolation.NAMESPACES, Account.named(TestVerifier.USER).orElseThrow(), List.of(),
                root);
        scratch = Scratch.open(root, sandbox);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(scratch.root())) {
            assertThat(left).extracting(path -> path.getFileName().toString()).containsExactly(".lock");
        }
        scratch.close();
    }

    @Test
    void overEveryTypeAGoodBackupIsProvenAndEachMutantIsRefutedAndNamed() throws Exception {
        // Given
        List<Trial> told = new ArrayList<>();

        // When
        MutationReport report = SomeMutants.sample(run(new Compare(JSON, 1)), told::add);

        // Then
        assertThat(report.faithful()).hasSize(4).allSatisfy(
                trial -> assertThat(trial.verdict()).as("%s", trial).isEqualTo(Verdict.PROVEN));
        assertThat(report.mutants()).allSatisfy(trial -> assertThat(trial.right()).as("%s", trial).isTrue());
        assertThat(report.mutants()).allMatch(trial -> trial.verdict() == Verdict.REFUTED)
                .extracting(Trial::name).doesNotHaveDuplicates();
        assertThat(report.mutants()).hasSizeGreaterThan(45);
        assertThat(report.passed()).as(report.summary()).isTrue();
        assertThat(told).hasSize(report.faithful().size() + report.mutants().size());
    }

    @Test
    void aComparisonThatSeesNothingMakesTheRunFail() throws Exception {
        // Given
        MutationRun run = run(new Compare(JSON, 1) {
            @Override
            public Result run(ThrowawayServer server, Manifest manifest, Path fingerprint, Evidence evidence) {
                return new Result("all tables identical", List.of(), List.of(), List.of());
            }
        });

        // When
        MutationReport report = SomeMutants.run(run, "one row less", "missing manifest.json", "role lost");

        // Then
        assertThat(report.passed()).isFalse();
        assertThat(report.wrong()).containsExactly("role lost", "one row less");
        assertThat(report.mutants()).filteredOn(Trial::right).extracting(Trial::name)
                .containsExactly("missing manifest.json");
        assertThat(report.summary()).isEqualTo("2 of 3 mutants were not refuted as they should");
    }

    @Test
    void aComparisonThatFindsFaultWithEverythingMakesTheRunFail() throws Exception {
        // Given
        MutationRun run = run(new Compare(JSON, 1) {
            @Override
            public Result run(ThrowawayServer server, Manifest manifest, Path fingerprint, Evidence evidence) {
                return new Result("", List.of(), List.of("sample: shop.customer differs"), List.of());
            }
        });

        // When
        MutationReport report = SomeMutants.run(run, "one row less");

        // Then
        assertThat(report.passed()).isFalse();
        assertThat(report.faithful()).noneMatch(Trial::right);
        assertThat(report.summary()).startsWith("2 of 2 faithful backups were not proven");
    }

    @Test
    void aRunThatCannotStartIsAFailedOne() throws Exception {
        // Given
        MutationRun run = new MutationRun(scratch, sandbox, List.of(Path.of("/nonexistent")),
                (fetch, decrypt, message) -> null, null, JSON, Clock.systemUTC());

        // When
        MutationReport report = run.run(trial -> {
        });

        // Then
        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).startsWith("the run ended after 0 mutants: no pg_dump");
    }

    @Test
    void aRealVerificationGoesFirst() throws Exception {
        // Given
        List<Trial> told = new CopyOnWriteArrayList<>();
        ReentrantLock turn = (ReentrantLock) scratch.turn();
        MutationRun run = run(new Compare(JSON, 1));
        ExecutorService night = Executors.newSingleThreadExecutor();
        Future<MutationReport> report;
        turn.lock();
        try {
            // When
            report = night.submit(() -> SomeMutants.run(run, told::add, "missing manifest.json"));
            await().atMost(Duration.ofSeconds(60)).until(turn::hasQueuedThreads);

            // Then
            assertThat(told).isEmpty();
        } finally {
            turn.unlock();
        }
        assertThat(report.get().wrong()).isEmpty();
        assertThat(told).hasSize(3);
        night.shutdown();
    }

    private MutationRun run(Compare compare) {
        return MutationParts.run(scratch, sandbox, List.of(), 1, compare, JSON, Clock.systemUTC());
    }
}
