package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** What a failure of the backup volume means. Java has no type for a full disk, only the system's words. */
final class VolumeErrors {

    private static final List<String> FULL = List.of("no space left on device", "disk quota exceeded");

    private VolumeErrors() {
    }

    static BackupException translate(IOException e, String what) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (FULL.stream().anyMatch(words::contains)) {
            return new BackupException(ErrorCode.DISK_FULL, what + ": the backup volume is full: " + e.getMessage(), e);
        }
        if (e instanceof NoSuchFileException) {
            return new BackupException(ErrorCode.ARTIFACT_MISSING, what + ": it disappeared: " + e.getMessage(), e);
        }
        return new BackupException(ErrorCode.ENCRYPTION_FAILED, what + ": " + e, e);
    }
}
