package io.groundzero.backup.dumper;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.cluster.Clusters;
import io.groundzero.backup.dumper.dump.DumpRun;
import io.groundzero.backup.handover.Work;

/**
 * Answers a request: with the dump that it had already led to, with a backup that was running when it was made, or
 * with a new dump.
 */
@Singleton
class DumpWork implements Work<BackupRequested> {

    private static final Logger LOG = Logger.getLogger(DumpWork.class);

    private final Clusters clusters;
    private final VolumePaths volume;
    private final DumpNotes notes;
    private final DumpRun dumps;

    DumpWork(Clusters clusters, VolumePaths volume, DumpNotes notes, DumpRun dumps) {
        this.clusters = clusters;
        this.volume = volume;
        this.notes = notes;
        this.dumps = dumps;
    }

    @Override
    public Result run(BackupRequested request, Progress progress) throws BackupException {
        BackupId backup = idOf(request);
        ClusterSettings cluster = clusters.named(request.cluster());
        Optional<DumpRecord> finished = notes.record(backup);
        if (finished.isPresent()) {
            LOG.info("this dump was complete already; handing it on again");
            return handOn(finished.get());
        }
        if (Files.exists(volume.backup(backup).resolve(ObjectNames.MANIFEST))) {
            LOG.info("this backup was shipped already");
            return Result.of(List.of(), null, null);
        }
        Optional<BackupId> answering = notes.last(cluster.name()).filter(last -> last.answers(request))
                .map(last -> BackupId.parse(last.backupId()));
        if (answering.isPresent()) {
            LOG.infof("%s was running when this backup was asked for, and answers the request", answering.get());
            return Result.of(List.of(), StatusEvent.Facts.joined(answering.get().toString()), null);
        }
        return handOn(dumps.dump(backup, request, cluster, progress));
    }

    private Result handOn(DumpRecord record) throws BackupException {
        // also when handing on again: the dumper may have died between the two notes
        notes.remember(record);
        List<Next> next = record.artifacts().stream().map(artifact -> new Next(ArtifactDumped.ROUTING_KEY,
                new ArtifactDumped(record.backupId(), record.cluster(), artifact))).toList();
        long bytes = record.artifacts().stream().mapToLong(artifact -> artifact.content().size()).sum();
        return Result.of(next, StatusEvent.Facts.dumped(record), bytes);
    }

    private static BackupId idOf(BackupRequested request) throws BackupException {
        try {
            BackupId backup = BackupId.parse(request.backupId());
            if (!backup.cluster().equals(request.cluster()) || request.requestedAt() == null) {
                throw new BackupException(ErrorCode.REQUEST_INVALID, "the request for backup " + backup
                        + " is for cluster " + request.cluster() + ", at " + request.requestedAt());
            }
            return backup;
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, e.getMessage(), e);
        }
    }
}
