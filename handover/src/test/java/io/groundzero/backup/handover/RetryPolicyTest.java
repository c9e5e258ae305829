package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.handover.RetryPolicy.Park;
import io.groundzero.backup.handover.RetryPolicy.Retry;

class RetryPolicyTest {

    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1),
            Duration.ofMinutes(10));

    private final RetryPolicy policy = new RetryPolicy(DELAYS, 6);

    @ParameterizedTest
    @CsvSource({"1,1,PT10S", "2,2,PT1M", "3,3,PT10M", "4,3,PT10M", "5,3,PT10M"})
    void eachFailureWaitsLonger(int attempt, int queue, Duration delay) {
        assertThat(policy.decide(attempt, ErrorCode.BUCKET_UNREACHABLE)).isEqualTo(new Retry(queue, delay));
    }

    @Test
    void theLastAttemptParks() {
        assertThat(policy.decide(6, ErrorCode.BUCKET_UNREACHABLE)).isEqualTo(new Park());
    }

    @Test
    void anotherDumpIsWaitedFor() {
        assertThat(policy.decide(6, ErrorCode.SOURCE_BUSY)).isEqualTo(new Retry(3, Duration.ofMinutes(10)));
        assertThat(policy.decide(RetryPolicy.ATTEMPTS_WHILE_BUSY, ErrorCode.SOURCE_BUSY)).isEqualTo(new Park());
    }

    @Test
    void whatWaitingCannotCureIsParkedAtOnce() {
        assertThat(policy.decide(1, ErrorCode.SOURCE_LOGIN_REFUSED)).isEqualTo(new Park());
    }

    @Test
    void refusesDelaysThatTheQueuesCannotHold() {
        assertThatThrownBy(() -> new RetryPolicy(List.of(), 6)).hasMessageContaining("gz.retry.delays");
        assertThatThrownBy(() -> new RetryPolicy(List.of(Duration.ofHours(2)), 6)).hasMessageContaining("an hour");
        assertThatThrownBy(() -> new RetryPolicy(List.of(Duration.ZERO), 6)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new RetryPolicy(DELAYS, 0)).hasMessageContaining("gz.retry.attempts");
    }
}
