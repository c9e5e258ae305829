package io.groundzero.backup.handover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "1023, 1023 bytes", "1536, 1.5 KiB", "21474836480, 20.0 GiB",
            "1125899906842624, 1024.0 TiB"})
    void usesTheUnitThatFits(long bytes, String words) {
        assertThat(Amount.of(bytes)).isEqualTo(words);
    }
}
