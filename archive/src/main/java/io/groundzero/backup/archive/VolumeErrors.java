package io.groundzero.backup.archive;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** What a failed operation on a volume means. Java has no type for a full disk, only the system's words. */
public final class VolumeErrors {

    private static final List<String> FULL = List.of("no space left on device", "disk quota exceeded");

    private VolumeErrors() {
    }

    /**
     * @param doing what was tried, for example {@code writing the dump to /backups/…}
     * @return DISK_FULL or VOLUME_FAILED
     */
    public static BackupException translate(IOException failure, String doing) {
        return translate(failure, doing, ErrorCode.VOLUME_FAILED);
    }

    /** @param otherwise what it means if the volume is not full */
    public static BackupException translate(IOException failure, String doing, ErrorCode otherwise) {
        return full(failure)
                ? new BackupException(ErrorCode.DISK_FULL, doing + ": the volume is full: " + failure.getMessage(),
                        failure)
                : new BackupException(otherwise, doing + ": " + failure, failure);
    }

    private static boolean full(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(words::contains);
    }
}
