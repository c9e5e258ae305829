package io.groundzero.backup.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.status.Protection.Problem;

class WallClockTest {

    private Instant wall = Instant.parse("2026-03-10T00:00:00Z");
    private long nanoseconds = -5;

    private final WallClock clock = new WallClock(new Clock() {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return wall;
        }
    }, () -> nanoseconds);

    @Test
    void timeThatPassesIsNoJump() {
        for (int day = 0; day < 10; day++) {
            pass(Duration.ofDays(1));
            assertThat(clock.problems(wall)).isEmpty();
        }
    }

    @Test
    void aJumpIsToldForAnHour() {
        wall = wall.plus(Duration.ofMinutes(10));

        assertThat(clock.problems(wall)).singleElement().extracting(Problem::what).asString()
                .contains("ahead by 600 s");
        pass(Duration.ofMinutes(59));
        assertThat(clock.problems(wall)).hasSize(1);
        pass(Duration.ofMinutes(2));
        assertThat(clock.problems(wall)).isEmpty();
    }

    @Test
    void aJumpBackToTheRightTimeEndsIt() {
        wall = wall.minus(Duration.ofHours(1));
        assertThat(clock.problems(wall)).singleElement().extracting(Problem::what).asString()
                .contains("back by 3600 s");

        wall = wall.plus(Duration.ofHours(1));

        assertThat(clock.problems(wall)).isEmpty();
    }

    @Test
    void smallCorrectionsAreNotTold() {
        wall = wall.plus(Duration.ofSeconds(50));

        assertThat(clock.problems(wall)).isEmpty();
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanoseconds += time.toNanos();
    }
}
