package io.groundzero.backup.shipper;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.shipper.manifest.Commit;
import io.groundzero.backup.shipper.manifest.ManifestDraft;
import io.groundzero.backup.shipper.manifest.ShippedNote;
import io.groundzero.backup.shipper.upload.Uploads;

/**
 * The shipper's step: uploads one artifact, and with the last one of a backup commits the backup. All of it may be
 * interrupted anywhere and run again.
 */
class ShipArtifact implements Work<ArtifactEncrypted> {

    private final VolumePaths volume;
    private final String prefix;
    private final Uploads uploads;
    private final Notes notes;
    private final Commit commit;
    private final Clock clock;

    ShipArtifact(VolumePaths volume, String prefix, Uploads uploads, Notes notes, Commit commit, Clock clock) {
        this.volume = volume;
        this.prefix = prefix;
        this.uploads = uploads;
        this.notes = notes;
        this.commit = commit;
        this.clock = clock;
    }

    @Override
    public Result run(ArtifactEncrypted message, Progress progress) throws BackupException {
        BackupId backup = backup(message);
        EncryptedArtifact artifact = message.artifact();
        Optional<Manifest> fixed = commit.fixed(backup);
        if (fixed.isPresent()) {
            if (!fixed.get().artifacts().contains(artifact)) {
                throw new BackupException(ErrorCode.ARTIFACT_CHANGED, artifact.object()
                        + " is not among the artifacts of " + backup + ", whose manifest is written already");
            }
            return finished(backup, artifact);
        }
        DumpRecord dump = notes.dumpRecord(backup);
        requireDumped(dump, artifact);
        ship(backup, message, progress);
        List<ShippedNote> shipped = new ArrayList<>();
        for (DumpedArtifact dumped : dump.artifacts()) {
            notes.shipped(backup, dumped.object()).ifPresent(shipped::add);
        }
        if (shipped.size() < dump.artifacts().size()) {
            return Result.of(List.of(), null, artifact.encrypted().size());
        }
        commit.fix(backup, ManifestDraft.of(dump, shipped, clock.instant()));
        return finished(backup, artifact);
    }

    private void ship(BackupId backup, ArtifactEncrypted message, Progress progress) throws BackupException {
        EncryptedArtifact artifact = message.artifact();
        Instant start = clock.instant();
        Path file = volume.backup(backup).resolve(artifact.object());
        uploads.upload(file, artifact.encrypted(), ObjectNames.folder(prefix, backup) + artifact.object(), progress);
        // a note that is there already knows the time that the upload really took
        if (notes.shipped(backup, artifact.object()).filter(note -> note.message().equals(message)).isEmpty()) {
            notes.write(backup, new ShippedNote(message, Duration.between(start, clock.instant()).toMillis()));
        }
    }

    private Result finished(BackupId backup, EncryptedArtifact artifact) throws BackupException {
        Commit.Committed committed = commit.publish(backup);
        return new Result(List.of(new Next(BackupShipped.ROUTING_KEY, committed.message())),
                StatusEvent.Facts.shipped(committed.message(), committed.manifest()), artifact.encrypted().size(),
                () -> notes.delete(backup));
    }

    /** A message must name exactly the file that the layout of the volume gives it: nothing else is ever uploaded. */
    private BackupId backup(ArtifactEncrypted message) throws BackupException {
        try {
            BackupId backup = BackupId.parse(message.backupId());
            Path file = volume.backup(backup).resolve(message.artifact().object());
            if (!backup.cluster().equals(message.cluster()) || !volume.resolve(message.path()).equals(file)
                    || !volume.backup(backup).equals(file.normalize().getParent())) {
                throw new IllegalArgumentException("it names " + message.path() + " as " + message.artifact().object()
                        + " of " + backup + ", cluster " + message.cluster());
            }
            return backup;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE,
                    "the message makes no sense: " + e.getMessage(), e);
        }
    }

    private static void requireDumped(DumpRecord dump, EncryptedArtifact artifact) throws BackupException {
        DumpedArtifact dumped = dump.artifacts().stream().filter(one -> one.object().equals(artifact.object()))
                .findFirst().orElseThrow(() -> new BackupException(ErrorCode.MESSAGE_UNREADABLE,
                        artifact.object() + " is not among the artifacts of the dump " + dump.backupId()));
        boolean same = dumped.name().equals(artifact.name()) && dumped.kind() == artifact.kind()
                && (dumped.compress() || dumped.content().equals(artifact.plain()));
        if (!same) {
            throw new BackupException(ErrorCode.ARTIFACT_CHANGED,
                    artifact.object() + " was encrypted from " + artifact.kind() + " " + artifact.name() + " with "
                            + artifact.plain() + ", but dumped was " + dumped.kind() + " " + dumped.name() + " with "
                            + dumped.content());
        }
    }
}
