package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Whether there is room for a dump, asked before anything is written.
 *
 * @param folder on the volume
 * @param factor space needed, as a multiple of the databases' size
 * @param reserve bytes that must stay free
 */
public record DiskSpace(Path folder, double factor, long reserve) {

    /**
     * @param databases bytes of all databases together
     * @throws BackupException DISK_FULL, with the numbers
     */
    public void require(long databases) throws BackupException {
        long free = free();
        double needed = databases * factor + reserve;
        if (free < needed) {
            throw new BackupException(ErrorCode.DISK_FULL, String.format(
                    "the volume %s has %d MiB free, and this dump needs %d MiB: %d MiB for the databases (%d MiB, times "
                            + "%s) and %d MiB in reserve",
                    folder, mib(free), mib(needed), mib(databases * factor), mib(databases), factor, mib(reserve)));
        }
    }

    private long free() throws BackupException {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "asking for the free space of " + folder);
        }
    }

    private static long mib(double bytes) {
        return (long) Math.ceil(bytes / (1 << 20));
    }
}
