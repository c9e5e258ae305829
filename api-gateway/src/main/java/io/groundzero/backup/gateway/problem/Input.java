package io.groundzero.backup.gateway.problem;

import java.util.function.Supplier;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** What a caller wrote. */
public final class Input {

    private Input() {
    }

    /**
     * @param read throws IllegalArgumentException with words for the caller if it makes no sense
     * @throws BackupException REQUEST_INVALID with those words
     */
    public static <T> T valid(Supplier<T> read) throws BackupException {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.REQUEST_INVALID, e.getMessage(), e);
        }
    }
}
