package io.groundzero.backup.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class OneTimeTokensTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private Duration passed = Duration.ZERO;
    private final OneTimeTokens tokens = new OneTimeTokens(new Clock() {

        @Override
        public Instant instant() {
            return START.plus(passed);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void isGoodForOneCall() {
        String token = tokens.issue("drop 7").value();

        assertThat(List.of(tokens.use(token, "drop 7"), tokens.use(token, "drop 7"))).containsExactly(true, false);
    }

    @Test
    void isGoodForNothingElseAndStaysWhatItIs() {
        String token = tokens.issue("drop 7").value();

        assertThat(tokens.use(token, "drop 77")).isFalse();
        assertThat(tokens.use(token + "A", "drop 7")).isFalse();
        assertThat(tokens.use(token, "drop 7")).isTrue();
    }

    @Test
    void endsAfterTenMinutes() {
        OneTimeTokens.Token inTime = tokens.issue("drop 7");
        OneTimeTokens.Token late = tokens.issue("drop 8");

        passed = Duration.ofMinutes(10).minusMillis(1);
        assertThat(tokens.use(inTime.value(), "drop 7")).isTrue();
        passed = Duration.ofMinutes(10);
        assertThat(tokens.use(late.value(), "drop 8")).isFalse();
        assertThat(late.expiresAt()).isEqualTo(START.plusSeconds(600));
    }

    @Test
    void has128BitsAndNoTwoAreTheSame() {
        List<String> values = Stream.generate(() -> tokens.issue("drop 7").value()).limit(1000).toList();

        assertThat(values).doesNotHaveDuplicates().allMatch(value -> value.matches("[A-Za-z0-9_-]{22}"));
    }

    @Test
    void whoeverAsksForManyOnlyEndsTheOldest() {
        String first = tokens.issue("drop 7").value();
        List<String> later = Stream.generate(() -> tokens.issue("drop 7").value()).limit(100).toList();

        assertThat(tokens.use(first, "drop 7")).isFalse();
        assertThat(later).allMatch(token -> tokens.use(token, "drop 7"));
    }
}
