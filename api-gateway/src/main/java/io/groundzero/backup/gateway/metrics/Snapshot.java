package io.groundzero.backup.gateway.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.backup.FinishedBackup;
import io.groundzero.backup.gateway.status.CurrentStatus;
import io.groundzero.backup.gateway.status.Protection.Cluster;
import io.groundzero.backup.gateway.status.Protection.Problem;
import io.groundzero.backup.gateway.status.Protection.Proven;

/**
 * All that one scrape shows, as it was at one moment. Pure logic.
 *
 * @param current the status and what it was made from
 * @param finished each cluster's newest backup that came to a verdict
 * @param sizes of the newest proven backups, in bytes, by backup id
 * @param verdicts how often each was ever reached
 * @param waiting changes still to be told, by channel
 * @param missing copies that are gone, by place
 */
record Snapshot(CurrentStatus.Reading current, Map<String, FinishedBackup> finished, Map<String, Long> sizes,
        Map<Verdict, Long> verdicts, Map<String, Long> waiting, Map<String, Long> missing) {

    /** The largest value of all clusters; NaN if one of them has no proven backup. */
    double worst(ToDoubleFunction<Proven> value) {
        OptionalDouble worst = current.clusters().stream().map(Cluster::proven)
                .mapToDouble(proven -> proven == null ? Double.NaN : value.applyAsDouble(proven))
                // NaN is larger than all others
                .max();
        return worst.orElse(Double.NaN);
    }

    Optional<Proven> proven(String cluster) {
        return current.clusters().stream().filter(known -> known.cluster().equals(cluster)).findFirst()
                .map(Cluster::proven);
    }

    Optional<Long> size(String cluster) {
        return proven(cluster).map(proven -> sizes.get(proven.backupId()));
    }

    Optional<FinishedBackup> finished(String cluster) {
        return Optional.ofNullable(finished.get(cluster));
    }

    Optional<FinishedBackup.Work> stage(String cluster, Stage stage) {
        return finished(cluster).map(backup -> backup.stages().get(stage));
    }

    /** How many alarms of a kind are open: one for each subject. */
    long alarms(AlarmKind kind) {
        return current.status().problems().stream().filter(problem -> problem.kind() == kind).map(Problem::subject)
                .distinct().count();
    }
}
