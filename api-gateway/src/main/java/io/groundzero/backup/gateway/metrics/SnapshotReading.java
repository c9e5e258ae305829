package io.groundzero.backup.gateway.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.backup.FinishedBackup;
import io.groundzero.backup.gateway.backup.FinishedBackups;
import io.groundzero.backup.gateway.backup.VerdictCounts;
import io.groundzero.backup.gateway.notification.WaitingNotifications;
import io.groundzero.backup.gateway.status.CurrentStatus;
import io.groundzero.backup.gateway.status.Protection.Cluster;
import io.groundzero.backup.gateway.status.RecentStatus;
import io.groundzero.backup.gateway.status.Snapshots;
import io.groundzero.backup.gateway.watch.KnownCopies;

/** Takes a snapshot: the status, which is read for others as well, and a few short queries. */
@ApplicationScoped
class SnapshotReading {

    private final RecentStatus status;
    private final FinishedBackups finished;
    private final VerdictCounts verdicts;
    private final WaitingNotifications waiting;
    private final KnownCopies copies;
    private final Snapshots snapshots;

    SnapshotReading(RecentStatus status, FinishedBackups finished, VerdictCounts verdicts,
            WaitingNotifications waiting, KnownCopies copies, Snapshots snapshots) {
        this.status = status;
        this.finished = finished;
        this.verdicts = verdicts;
        this.waiting = waiting;
        this.copies = copies;
        this.snapshots = snapshots;
    }

    /** Waits as long as the database does. */
    Snapshot take() {
        CurrentStatus.Reading current = status.reading();
        return snapshots.read(() -> with(current));
    }

    private Snapshot with(CurrentStatus.Reading current) {
        Map<String, FinishedBackup> newest = new HashMap<>();
        current.clusters().forEach(cluster -> finished.newest(cluster.cluster())
                .ifPresent(backup -> newest.put(cluster.cluster(), backup)));
        List<String> proven = current.clusters().stream().map(Cluster::proven).filter(Objects::nonNull)
                .map(backup -> backup.backupId()).toList();
        return new Snapshot(current, newest, proven.isEmpty() ? Map.of() : finished.sizes(proven), verdicts.read(),
                waiting.read(), copies.missing());
    }
}
