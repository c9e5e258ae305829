package io.groundzero.backup.verifier.restore;

import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * What hindered a restore.
 *
 * @param code RESTORE_FAILED; EXTENSION_MISSING, DISK_FULL or THROWAWAY_FAILED if it is not the backup's fault
 * @param words for people, without rows
 * @param unfit tables whose rows were loaded and then found unfit for a constraint or index, as the dump names them; else
 *        empty
 */
record Complaint(ErrorCode code, String words, List<String> unfit) {

    BackupException exception() {
        return new BackupException(code, words);
    }

    Complaint and(String sentence) {
        return sentence.isEmpty() ? this : new Complaint(code, words + "\n" + sentence, unfit);
    }
}
