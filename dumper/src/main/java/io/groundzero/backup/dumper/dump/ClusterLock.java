package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.name.VolumePaths;

/**
 * Held on the volume while a cluster is dumped to it: a second dumper on this volume must not wipe what the first one is
 * writing, and the source, whose own lock would tell, may not answer.
 */
final class ClusterLock implements AutoCloseable {

    private final FileChannel file;

    private ClusterLock(FileChannel file) {
        this.file = file;
    }

    /**
     * @throws BackupException SOURCE_BUSY if somebody else holds it
     */
    static ClusterLock take(VolumePaths volume, String cluster) throws BackupException {
        Path path = volume.root().resolve("dumper").resolve(cluster + ".lock");
        try {
            Files.createDirectories(path.getParent());
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (held(file)) {
                return new ClusterLock(file);
            }
            file.close();
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "locking " + path);
        }
        throw new BackupException(ErrorCode.SOURCE_BUSY,
                "another dumper is dumping cluster " + cluster + " to " + volume.root());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static boolean held(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
