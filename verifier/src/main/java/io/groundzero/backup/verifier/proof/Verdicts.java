package io.groundzero.backup.verifier.proof;

import java.util.EnumSet;
import java.util.Set;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.Verdict;

/** What a failed step says about the backup. Pure logic. */
public final class Verdicts {

    /** Only what lies in the backup itself. Everything else may be cured by time or a person, and proves nothing. */
    private static final Set<ErrorCode> BAD_BACKUP = EnumSet.of(ErrorCode.MANIFEST_INVALID,
            ErrorCode.SIGNATURE_INVALID, ErrorCode.OBJECT_MISSING, ErrorCode.OBJECT_CORRUPT,
            ErrorCode.DECRYPTION_FAILED, ErrorCode.RESTORE_FAILED, ErrorCode.CONTENT_DIFFERS,
            ErrorCode.CHECK_FAILED, ErrorCode.PROBE_FAILED, ErrorCode.DATA_NOT_IN_BACKUP);

    private Verdicts() {
    }

    /** REFUTED or INCONCLUSIVE, never PROVEN. */
    public static Verdict of(ErrorCode code) {
        return BAD_BACKUP.contains(code) ? Verdict.REFUTED : Verdict.INCONCLUSIVE;
    }
}
