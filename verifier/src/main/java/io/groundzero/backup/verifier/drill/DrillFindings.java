package io.groundzero.backup.verifier.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.drill.DrillOutcome;
import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.DrillReport.Measure;
import io.groundzero.backup.contracts.drill.DrillReport.Phase;
import io.groundzero.backup.contracts.drill.DrillReport.StoredObject;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.Verdict;

/** Draws the conclusions from a verification that was part of a game day. Pure logic. */
final class DrillFindings {

    private DrillFindings() {
    }

    /**
     * @param message with a drill
     * @param stored the proof as it lies in the bucket
     * @param bytes size of the encrypted backup, or null
     */
    static DrillReport of(BackupShipped message, Proof proof, StoredObject stored, Long bytes) {
        DrillOrder order = message.drill();
        boolean back = proof.verdict() == Verdict.PROVEN;
        Measure rto = Measure.of(back ? proof.rtoMillis() : null, order.rtoTargetSeconds());
        // the source's clock and ours may differ by a little
        Measure rpo = Measure.of(
                back ? Math.max(0, Duration.between(proof.snapshotAt(), order.requestedAt()).toMillis()) : null,
                order.rpoTargetSeconds());
        return new DrillReport(DrillReport.SCHEMA_VERSION, order.id(), proof.cluster(), outcome(proof, rto, rpo),
                order.requestedAt(), order.requestedBy(), proof.startedAt(), proof.finishedAt(), proof.backupId(),
                proof.copy(), new StoredObject(message.manifestObject(), message.manifest()), stored,
                proof.snapshotAt(), bytes, proof.verdict(), proof.code(), proof.summary(), proof.level(),
                comparison(proof), rto, rpo, phases(proof), proof.findings(),
                RtoForecast.of(restores(order, proof, bytes), order.rtoTargetSeconds(), proof.finishedAt()),
                order.history());
    }

    private static DrillOutcome outcome(Proof proof, Measure rto, Measure rpo) {
        return switch (proof.verdict()) {
            case PROVEN -> rto.met() && rpo.met() ? DrillOutcome.PASSED : DrillOutcome.TARGET_MISSED;
            case REFUTED -> DrillOutcome.FAILED;
            case INCONCLUSIVE -> DrillOutcome.INCONCLUSIVE;
        };
    }

    private static String comparison(Proof proof) {
        return proof.steps().stream().filter(step -> step.name().equals("compare")).map(ProofStep::summary).findFirst()
                .orElse(null);
    }

    private static List<Phase> phases(Proof proof) {
        return proof.steps().stream()
                .map(step -> new Phase(step.name(), step.millis(), step.passed(), step.summary())).toList();
    }

    /** This one counts too, if it came back. */
    private static List<DrillOrder.Restore> restores(DrillOrder order, Proof proof, Long bytes) {
        List<DrillOrder.Restore> restores = new ArrayList<>(order.history());
        if (proof.rtoMillis() != null) {
            restores.add(new DrillOrder.Restore(proof.finishedAt(), bytes == null ? 0 : bytes, proof.rtoMillis()));
        }
        return restores;
    }
}
