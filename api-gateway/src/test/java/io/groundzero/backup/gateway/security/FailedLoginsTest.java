package io.groundzero.backup.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    private final FailedLogins failures = new FailedLogins(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void afterSomeFailuresAnAddressMustWaitAndOthersNeedNot() {
        for (int failure = 1; failure < FailedLogins.ALLOWED; failure++) {
            failures.failed("192.0.2.1");
        }
        assertThat(failures.wait("192.0.2.1")).isZero();

        failures.failed("192.0.2.1");

        assertThat(failures.wait("192.0.2.1")).isEqualTo(FailedLogins.WINDOW);
        assertThat(failures.wait("192.0.2.2")).isZero();
    }

    @Test
    void theWaitEnds() {
        for (int failure = 0; failure < FailedLogins.ALLOWED; failure++) {
            failures.failed("192.0.2.1");
        }

        now = now.plus(FailedLogins.WINDOW).minusSeconds(5);
        assertThat(failures.wait("192.0.2.1")).isEqualTo(Duration.ofSeconds(5));

        now = now.plusSeconds(5);
        assertThat(failures.wait("192.0.2.1")).isZero();
    }
}
