package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    @Test
    void interimAnswersAreSkipped() throws Exception {
        Answer answer = Answer.parse(("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nSet-Cookie: a=1\r\nSET-COOKIE: b=2\r\n\r\nä\r\n\r\nb").getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body()).isEqualTo("ä\r\n\r\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "HTTP/1.1 200 OK\r\n", "\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
    void whatIsNoAnswerIsRefused(String received) {
        assertThatThrownBy(() -> Answer.parse(received.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }
}
