package io.groundzero.backup.gateway.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class StandstillTest {

    private long now = Long.MAX_VALUE - Duration.ofMinutes(3).toNanos();
    private final Standstill standstill = new Standstill(Duration.ofMinutes(1), () -> now);

    @Test
    void theFirstLookAndThoseInTimeAreHeld() {
        for (int look = 0; look < 10; look++) {
            assertThat(standstill.justEnded()).isFalse();
            // a look may take its time
            pass(300);
            standstill.looked();
            pass(look == 9 ? 0 : 119);
        }
    }

    @Test
    void theLookAfterAStandstillIsLeftOutAndTheNextOneHeld() {
        standstill.justEnded();
        standstill.looked();

        pass(121);

        assertThat(standstill.justEnded()).isTrue();
        pass(60);
        assertThat(standstill.justEnded()).isFalse();
    }

    @Test
    void notTwoInARowAreLeftOut() {
        standstill.justEnded();
        standstill.looked();

        pass(1000);
        boolean first = standstill.justEnded();
        pass(1000);
        boolean second = standstill.justEnded();
        standstill.looked();
        pass(1000);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(standstill.justEnded()).isTrue();
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
