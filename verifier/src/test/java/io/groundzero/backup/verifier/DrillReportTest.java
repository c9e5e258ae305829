package io.groundzero.backup.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.drill.DrillOutcome;
import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.DrillId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.fixture.TestStore;

/** Game days on real backups in a real bucket: the report, its signature, and what becomes of interruptions. */
class DrillReportTest {

    private static final long HOUR = 3600;

    private static TestStore store;
    private TestVerifier verifier;

    @BeforeAll
    static void startStore() {
        store = new TestStore();
    }

    @AfterAll
    static void stopStore() throws Exception {
        store.close();
    }

    @BeforeEach
    void startVerifier() throws Exception {
        verifier = new TestVerifier(store, Map.of());
    }

    @AfterEach
    void stopVerifier() throws Exception {
        verifier.close();
    }

    @Test
    void aDrillLeavesASignedReportThatGpgVerifies() throws Exception {
        // Given
        BackupShipped message = drill(new TestBackup(store, Keys.folder()).ship(), 24 * HOUR, 4 * HOUR);

        // When
        StatusEvent.Facts facts = verifier.facts(message);

        // Then
        byte[] body = store.get(key(message));
        assertThat(facts.drill().report().getBytes(UTF_8)).isEqualTo(body);
        assertThat(facts.drill().signature().getBytes(UTF_8)).isEqualTo(store.get(key(message) + ".asc"));
        gpgVerify(body, store.get(key(message) + ".asc"));
        DrillReport report = read(facts.drill());
        assertThat(report.id()).isEqualTo(message.drillId());
        assertThat(report.outcome()).isEqualTo(DrillOutcome.PASSED);
        assertThat(report.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(report.phases()).extracting(DrillReport.Phase::name)
                .containsExactlyElementsOf(facts.proof().steps().stream().map(ProofStep::name).toList())
                .containsSubsequence("fetch", "decrypt", "initialise", "restore", "compare");
        assertThat(report.rto().seconds()).isEqualTo(facts.proof().rtoMillis() / 1000.0);
        // the drill was asked for an hour after the snapshot
        assertThat(report.rpo()).isEqualTo(new DrillReport.Measure(3600.0, 24 * HOUR, true));
        assertThat(report.comparison()).contains("4 of 4 tables identical");
        assertThat(report.forecast().kind()).isEqualTo(Forecast.Kind.NOT_ENOUGH_HISTORY);
        assertThat(report.manifest().digest()).isEqualTo(message.manifest());
        assertThat(report.bytes()).isPositive();
        String proof = ObjectNames.proof(TestStore.PREFIX, BackupId.parse(message.backupId()), message.requestedAt());
        assertThat(report.proof()).isEqualTo(new DrillReport.StoredObject(proof, TestBackup.digest(store.get(proof))));
    }

    @Test
    void aSecondDeliveryGivesTheSameBytes() throws Exception {
        // Given
        BackupShipped message = drill(new TestBackup(store, Keys.folder()).ship(), 24 * HOUR, 4 * HOUR);
        SignedReport first = verifier.facts(message).drill();

        // When
        SignedReport second = verifier.facts(message).drill();

        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aReportThatWasWrittenButNotUploadedIsUploadedUnchanged() throws Exception {
        // Given
        BackupShipped message = drill(new TestBackup(store, Keys.folder()).ship(), 24 * HOUR, 4 * HOUR);
        SignedReport first = verifier.facts(message).drill();
        String name = message.backupId() + "-" + key(message).substring(key(message).lastIndexOf('/') + 1);
        Path pending = verifier.scratchFolder().resolve("proofs");
        Files.write(pending.resolve(name), store.get(key(message)));
        Files.write(pending.resolve(name + ".asc"), store.get(key(message) + ".asc"));
        store.delete(key(message));

        // When
        SignedReport second = verifier.facts(message).drill();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(store.get(key(message))).isEqualTo(first.report().getBytes(UTF_8));
    }

    @Test
    void aBackupThatComesBackTooLateOrTooOldMissesItsTargets() throws Exception {
        // Given: an hour old, where half an hour is allowed
        BackupShipped message = drill(new TestBackup(store, Keys.folder()).ship(), HOUR / 2, 4 * HOUR);

        // When
        DrillReport report = read(verifier.facts(message).drill());

        // Then
        assertThat(report.outcome()).isEqualTo(DrillOutcome.TARGET_MISSED);
        assertThat(report.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(report.rpo().met()).isFalse();
        assertThat(report.rto().met()).isTrue();
    }

    @Test
    void aBadBackupGetsAReportThatSaysSo() throws Exception {
        // Given
        TestBackup backup = new TestBackup(store, Keys.folder());
        BackupShipped message = drill(backup.ship(), 24 * HOUR, 4 * HOUR);
        store.flip(backup.key(ObjectNames.GLOBALS));

        // When
        StatusEvent.Facts facts = verifier.facts(message);

        // Then
        DrillReport report = read(facts.drill());
        assertThat(facts.proof().verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(report.outcome()).isEqualTo(DrillOutcome.FAILED);
        assertThat(report.code()).isEqualTo("OBJECT_CORRUPT");
        assertThat(report.rto()).isEqualTo(new DrillReport.Measure(null, 4 * HOUR, false));
        assertThat(report.rpo()).isEqualTo(new DrillReport.Measure(null, 24 * HOUR, false));
        assertThat(report.phases()).extracting(DrillReport.Phase::name).containsExactly("fetch");
        gpgVerify(store.get(key(message)), store.get(key(message) + ".asc"));
    }

    @Test
    void aReportThatSomebodyElsePlantedIsNotBelieved() throws Exception {
        // Given
        BackupShipped message = drill(new TestBackup(store, Keys.folder()).ship(), 24 * HOUR, 4 * HOUR);
        verifier.facts(message);
        store.put(key(message) + ".asc", "none".getBytes(UTF_8));
        store.put(key(message), "{}".getBytes(UTF_8));

        // When, Then
        assertThatThrownBy(() -> verifier.facts(message)).isInstanceOf(BackupException.class)
                .hasMessageContaining("was not signed by this verifier's key")
                .extracting(e -> ((BackupException) e).code()).isEqualTo(ErrorCode.OBJECT_CONFLICT);
    }

    /** A drill asked for one hour after the backup's snapshot. */
    private static BackupShipped drill(BackupShipped shipped, long rpoTarget, long rtoTarget) {
        Instant at = Instant.parse("2026-11-23T03:00:01Z").plusSeconds(HOUR);
        return new BackupShipped(shipped.backupId(), shipped.cluster(), shipped.manifestObject(), shipped.manifest(),
                at, new DrillOrder(new DrillId(at).toString(), at, "api", rpoTarget, rtoTarget,
                        List.of(new DrillOrder.Restore(at.minusSeconds(86400), 1000, 1000))));
    }

    private static String key(BackupShipped message) {
        return ObjectNames.drillReport(TestStore.PREFIX, BackupId.parse(message.backupId()), message.requestedAt());
    }

    private static DrillReport read(SignedReport report) throws Exception {
        return WireFormat.mapper().readValue(report.report(), DrillReport.class);
    }

    private static void gpgVerify(byte[] body, byte[] signature) throws Exception {
        Path folder = TestFolders.create("gpg");
        Path report = Files.write(folder.resolve("report.json"), body);
        Files.write(folder.resolve("report.json.asc"), signature);
        gpg(folder, "--import", Keys.folder().resolve("verifier.pub").toString());
        gpg(folder, "--verify", report + ".asc", report.toString());
    }

    private static void gpg(Path home, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch"));
        command.addAll(List.of(words));
        ChildProcess.Outcome outcome = ChildProcess.of(command).run();
        assertThat(outcome.exitCode()).as("%s: %s", command, outcome.words()).isZero();
    }
}
