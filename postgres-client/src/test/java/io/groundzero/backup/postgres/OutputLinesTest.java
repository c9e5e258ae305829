package io.groundzero.backup.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class OutputLinesTest {

    @Test
    void linesComeWithoutTheirEnds() throws Exception {
        assertThat(lines("one\ntwö\r\n\nlast")).containsExactly("one", "twö", "", "", "last");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aLineIsCutWhereItIsTooLong() throws Exception {
        assertThat(lines("12345678\n123456789\nx\n1234567890")).containsExactly("12345678", "12345678…", "x",
                "12345678…");
    }

    /** Four gigabytes, of which no array could hold even one line. */
    @Test
    void noMoreThanTheBeginningOfALineIsHeld() throws Exception {
        // Given
        long[] left = {4L << 30};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("one by one would take for ever");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                assertThat(length).as("asked for at a time").isLessThanOrEqualTo(64 * 1024);
                left[0] -= length;
                return left[0] < 0 ? -1 : length;
            }
        };
        List<String> lines = new ArrayList<>();

        // When
        OutputLines.read(endless, 8, lines::add);

        // Then
        assertThat(lines).containsExactly("\0".repeat(8) + "…");
    }

    @Test
    void outputKeepsItsBeginningAndTellsThatThereWasMore() {
        LimitedOutput output = new LimitedOutput(5);

        output.writeBytes("1234".getBytes(UTF_8));
        assertThat(output.omitted()).isFalse();
        output.writeBytes("567".getBytes(UTF_8));
        output.write('8');

        assertThat(output).hasToString("12345");
        assertThat(output.omitted()).isTrue();
    }

    private static List<String> lines(String said) throws IOException {
        List<String> lines = new ArrayList<>();
        OutputLines.read(new ByteArrayInputStream(said.getBytes(UTF_8)), 8, lines::add);
        return lines;
    }
}
