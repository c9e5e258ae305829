package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TailTest {

    private final Tail tail = new Tail();

    @Test
    void littleIsKeptWhole() throws Exception {
        tail.write("ä\nb".getBytes(UTF_8));

        assertThat(tail.text()).isEqualTo("ä\nb");
    }

    @Test
    void ofMuchTheLastWholeLinesAreKept() throws Exception {
        for (int line = 0; line < 100_000; line++) {
            tail.write(("line " + line + "\n").getBytes(UTF_8));
        }

        assertThat(tail.text()).endsWith("line 99998\nline 99999\n").hasSizeBetween(60_000, 65_536);
        assertThat(tail.text().lines()).allMatch(line -> line.matches("line \\d{5}"));
    }

    @Test
    void ofAnEndlessLineNothingIsKept() throws Exception {
        tail.write("x".repeat(70_000).getBytes(UTF_8));

        assertThat(tail.text()).isEmpty();
    }
}
