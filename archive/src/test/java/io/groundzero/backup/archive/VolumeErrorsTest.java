package io.groundzero.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;

class VolumeErrorsTest {

    @Test
    void aDiskThatFillsUpIsCalledSo() {
        for (String words : List.of("No space left on device", "/x/y: Disk quota exceeded")) {
            assertThat(VolumeErrors.translate(new IOException(words), "writing x").code())
                    .isEqualTo(ErrorCode.DISK_FULL);
        }
    }

    @Test
    void everythingElseIsTheVolumesTroubleOrTheSteps() {
        IOException failure = new IOException("Input/output error");

        assertThat(VolumeErrors.translate(failure, "writing x").code()).isEqualTo(ErrorCode.VOLUME_FAILED);
        assertThat(VolumeErrors.translate(failure, "encrypting x", ErrorCode.ENCRYPTION_FAILED).code())
                .isEqualTo(ErrorCode.ENCRYPTION_FAILED);
    }
}
