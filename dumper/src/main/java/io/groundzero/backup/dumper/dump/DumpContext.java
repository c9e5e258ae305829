package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.nio.file.Path;

import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.dumper.check.Checks;
import io.groundzero.backup.dumper.check.TimeBudget;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.dumper.source.SourceSession;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.postgres.ClientPrograms;

/**
 * What all parts of one dump share.
 *
 * @param folder where the dump is written
 * @param readers how many sessions read tables for the fingerprint
 * @param checkTime for the checks of all databases together
 * @param expectedBytes size of all databases on the source
 */
record DumpContext(VolumePaths volume, Path folder, ClusterSettings cluster, SourceServer server,
        SourceSession session, ClientPrograms programs, Level level, int readers, Checks checks, TimeBudget checkTime,
        long expectedBytes, Work.Progress progress) {

    /** Describes a finished piece, reading it once for its digest. */
    DumpedArtifact artifact(String name, ArtifactKind kind, String object, Path path, boolean directory,
            boolean compress) throws BackupException {
        try {
            return new DumpedArtifact(name, kind, object, volume.relative(path), directory, compress,
                    directory ? Digests.ofDirectory(path) : Digests.ofFile(path));
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "reading back " + path);
        }
    }

    /** @return bytes of the dump so far */
    long reportProgress() throws BackupException {
        try {
            long written = FolderSize.of(folder);
            // text is larger than what it is made from at times, and "110 %" would confuse
            progress.bytes(Math.min(written, expectedBytes), expectedBytes);
            return written;
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "measuring " + folder);
        }
    }
}
