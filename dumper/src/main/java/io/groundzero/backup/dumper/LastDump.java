package io.groundzero.backup.dumper;

import java.time.Instant;

import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.message.BackupRequested;

/**
 * The last successful dump of a cluster.
 *
 * @param backupId its backup
 * @param startedAt when it began
 * @param finishedAt when it was complete
 */
record LastDump(String backupId, Instant startedAt, Instant finishedAt) {

    static LastDump of(DumpRecord record) {
        return new LastDump(record.backupId(), record.startedAt(), record.finishedAt());
    }

    /** Whether a request came in while it ran. Requests are taken one after another, so it is looked at afterwards. */
    boolean answers(BackupRequested request) {
        return !backupId.equals(request.backupId()) && !request.requestedAt().isBefore(startedAt)
                && !request.requestedAt().isAfter(finishedAt);
    }
}
