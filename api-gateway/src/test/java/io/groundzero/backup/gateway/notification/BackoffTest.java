package io.groundzero.backup.gateway.notification;

import static io.groundzero.backup.gateway.notification.Examples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void aMessageIsTriedLessAndLessOftenForADay() {
        List<Duration> attempts = new ArrayList<>();
        Instant next = AT;
        while (!Backoff.givesUp(AT, next)) {
            attempts.add(Duration.between(AT, next));
            next = next.plus(Backoff.delay(attempts.size()));
        }

        assertThat(attempts).startsWith(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(70),
                Duration.ofSeconds(670), Duration.ofSeconds(4270)).hasSize(27);
        assertThat(attempts.get(26)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }
}
