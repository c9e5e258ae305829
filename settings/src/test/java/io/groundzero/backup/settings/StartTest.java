package io.groundzero.backup.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;

/** Which failures of a start are settings, told in a line, and which are defects with a stack trace. */
class StartTest {

    static Stream<RuntimeException> refusals() {
        return Stream.of(new IllegalStateException("gz.verifier.jobs: no"),
                new IllegalArgumentException("set GZ_OPENID_CLAIM"), new ConfigurationException("gz.volume is none"));
    }

    static Stream<Throwable> defects() {
        return Stream.of(new IllegalStateException("broken"), new IllegalStateException(),
                new NullPointerException("gz.volume"), new Error("gz.volume"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatPartsSayOfSettingsIsToldInTheirWords(RuntimeException refusal) {
        assertThat(Start.refusal(new RuntimeException("Failed to start quarkus", refusal)))
                .contains(refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void anythingElseKeepsItsStackTrace(Throwable defect) {
        assertThat(Start.refusal(new RuntimeException("Failed to start quarkus", defect))).isEmpty();
    }

    @Test
    void whatTheLibraryFindsIsToldWithoutItsCodes() {
        assertThat(Start.refusal(new RuntimeException(new ConfigValidationException(new Problem[]{
                new Problem("java.util.NoSuchElementException: SRCFG00050: gz.broker.hots does not map to any root"),
                new Problem("second")}))))
                .contains("gz.broker.hots does not map to any root\n  - second");
    }

    @Test
    void portThatIsTakenIsASetting() {
        assertThat(Start.refusal(new RuntimeException(new BindException("Address already in use")))).get().asString()
                .startsWith("QUARKUS_HTTP_PORT names a port that another program uses");
    }
}
