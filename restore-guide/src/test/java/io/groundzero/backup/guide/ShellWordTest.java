package io.groundzero.backup.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @ParameterizedTest
    @ValueSource(strings = {"app", "", " ", "two words", "it's", "\"quoted\"", "$(touch /tmp/x)", "`id`", "a\nb",
            "a\\b",
            "$'x'", "```\n# gone", "ünïcödé 数", "\u0001" + "7", "-rf", "!history", "*", "~", "a;b&c|d>e", "\t", "{a,b}",
            "%s%n", "\u001b[31m", "{}#"})
    void bashReadsBackWhatWasMeant(String text) throws Exception {
        String word = ShellWord.of(text);

        assertThat(word).matches("[\\x20-\\x7e]+").doesNotContain("`");
        Process bash = new ProcessBuilder("bash", "-c", "printf %s " + word).start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void aNulIsRefused() {
        assertThatThrownBy(() -> ShellWord.of("a\0b")).hasMessageContaining("NUL");
    }
}
