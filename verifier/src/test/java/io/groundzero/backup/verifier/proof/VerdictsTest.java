package io.groundzero.backup.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.Verdict;

class VerdictsTest {

    @Test
    void onlyWhatLiesInTheBackupRefutesIt() {
        // When
        var refuting = Arrays.stream(ErrorCode.values()).filter(code -> Verdicts.of(code) == Verdict.REFUTED);

        // Then
        assertThat(refuting).containsExactlyInAnyOrder(ErrorCode.MANIFEST_INVALID, ErrorCode.SIGNATURE_INVALID,
                ErrorCode.OBJECT_MISSING, ErrorCode.OBJECT_CORRUPT, ErrorCode.DECRYPTION_FAILED,
                ErrorCode.RESTORE_FAILED, ErrorCode.CONTENT_DIFFERS, ErrorCode.DATA_NOT_IN_BACKUP,
                ErrorCode.CHECK_FAILED,
                ErrorCode.PROBE_FAILED);
    }

    @Test
    void noFailureProvesAnything() {
        assertThat(ErrorCode.values()).allMatch(code -> Verdicts.of(code) != Verdict.PROVEN);
    }

    @Test
    void whatThisMachineLacksIsTold() {
        assertThat(LocalTrouble.in("ERROR:  could not extend file \"base/1/2\": No space left on device"))
                .contains(ErrorCode.DISK_FULL);
        assertThat(LocalTrouble.in("ERROR:  could not open extension control file \"/x/y.control\": No such file"))
                .contains(ErrorCode.EXTENSION_MISSING);
        assertThat(LocalTrouble.in("ERROR:  extension \"vector\" is not available"))
                .contains(ErrorCode.EXTENSION_MISSING);
        assertThat(LocalTrouble.in("server closed the connection unexpectedly"))
                .contains(ErrorCode.THROWAWAY_FAILED);
        assertThat(
                LocalTrouble.in("ERROR:  could not extend file \"base/1/2\": wrote only 4096 of 8192 bytes at block 7"))
                .contains(ErrorCode.DISK_FULL);
        assertThat(LocalTrouble.in("pg_restore: error: a worker process died unexpectedly"))
                .contains(ErrorCode.THROWAWAY_FAILED);
        assertThat(LocalTrouble.in(new IOException("x", new NoSuchFileException("/scratch/app.dir.tar"))))
                .contains(ErrorCode.THROWAWAY_FAILED);
        assertThat(LocalTrouble.in("ERROR:  relation \"x\" does not exist")).isEmpty();
    }
}
