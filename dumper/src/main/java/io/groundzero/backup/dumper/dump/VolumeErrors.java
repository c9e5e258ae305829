package io.groundzero.backup.dumper.dump;

import java.io.IOException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** What failed operations on the backup volume mean. */
final class VolumeErrors {

    private VolumeErrors() {
    }

    /**
     * @param doing what was tried
     */
    static BackupException translate(IOException failure, String doing) {
        String words = String.valueOf(failure.getMessage());
        boolean full = words.contains("No space left on device") || words.contains("Disk quota exceeded");
        return new BackupException(full ? ErrorCode.DISK_FULL : ErrorCode.INTERNAL, doing + ": " + failure, failure);
    }
}
