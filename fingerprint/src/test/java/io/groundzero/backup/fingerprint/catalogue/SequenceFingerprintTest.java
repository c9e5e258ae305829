package io.groundzero.backup.fingerprint.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceFingerprintTest {

    @ParameterizedTest(name = "increment {0}, {1} to {2}: {3} is {4}")
    @CsvSource(nullValues = "-", value = {
            // did not move: exactly that
            "1, 10, 10, 10, true", "1, 10, 10, 9, false", "1, 10, 10, 11, false", "1, 1?, 1?, 1?, true",
            "1, 1?, 1?, 1, false",
            "1, 1, 1, 1?, false",
            // moved on: what lies between
            "1, 10, 20, 10, true", "1, 10, 20, 15, true", "1, 10, 20, 20, true", "1, 10, 20, 21, false",
            "1, 10, 20, 9, false",
            "1, 1?, 1, 1, true", "1, 1?, 5, 1?, true", "-3, -10, -19, -13, true", "-3, -10, -19, -20, false",
            "-3, -10, -19, -9, false",
            // cycled or was set back: not what lies between
            "1, 90, 10, 95, true", "1, 90, 10, 5, true", "1, 90, 10, 50, false", "-1, 10, 90, 5, true",
            "-1, 10, 90, 50, false",
            // came or went
            "1, -, 10, -, true", "1, 10, -, -, true", "1, -, 10, 5, true", "1, -, 10, 11, false", "1, 10, -, 9, false",
            "1, 10, 10, -, false", "1, 10, 20, -, false"})
    void admits(long increment, String before, String after, String copy, boolean admitted) {
        SequenceFingerprint sequence = new SequenceFingerprint("s", increment, value(before), value(after));

        assertThat(sequence.admits(value(copy))).isEqualTo(admitted);
    }

    /** A question mark for one that was not handed out yet. */
    private static SequenceValue value(String text) {
        return text == null ? null : new SequenceValue(Long.parseLong(text.replace("?", "")), !text.endsWith("?"));
    }
}
