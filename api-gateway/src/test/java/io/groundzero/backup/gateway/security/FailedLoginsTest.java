package io.groundzero.backup.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private static final int ALLOWED = 5;

    private final StoppedClock clock = new StoppedClock();
    private final FailedLogins failures = new FailedLogins(ALLOWED, clock);

    @Test
    void afterSomeFailuresAnAddressMustWaitAndOthersNeedNot() {
        for (int failure = 1; failure < ALLOWED; failure++) {
            failures.failed("192.0.2.1");
        }
        assertThat(failures.wait("192.0.2.1")).isZero();

        failures.failed("192.0.2.1");

        assertThat(failures.wait("192.0.2.1")).isEqualTo(FailedLogins.WINDOW);
        assertThat(failures.wait("192.0.2.2")).isZero();
    }

    @Test
    void theWaitEnds() {
        for (int failure = 0; failure < ALLOWED; failure++) {
            failures.failed("192.0.2.1");
        }

        clock.pass(FailedLogins.WINDOW.minusSeconds(5));
        assertThat(failures.wait("192.0.2.1")).isEqualTo(Duration.ofSeconds(5));

        clock.pass(Duration.ofSeconds(5));
        assertThat(failures.wait("192.0.2.1")).isZero();
    }
}
