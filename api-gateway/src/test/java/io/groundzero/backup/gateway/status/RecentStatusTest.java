package io.groundzero.backup.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.gateway.status.CurrentStatus.Reading;
import io.groundzero.backup.gateway.status.CurrentStatus.Status;
import io.groundzero.backup.gateway.status.Protection.State;

class RecentStatusTest {

    private static final RuntimeException AWAY = new IllegalStateException("the database is away");

    private long now;
    private int reads;
    private Duration reading = Duration.ZERO;
    private boolean away;
    private final RecentStatus status = new RecentStatus(this::read, () -> now);

    @Test
    void aMomentLaterItIsTheSameAnswer() {
        // Given
        Status first = status.read();
        pass(Duration.ofMillis(500));

        // When
        Status second = status.read();

        // Then
        assertThat(second).isSameAs(first);
    }

    @Test
    void anOlderAnswerIsReadAnew() {
        // Given
        status.read();
        pass(Duration.ofMillis(501));

        // When
        status.read();

        // Then
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void theMomentBeginsWhenItHasBeenRead() {
        // Given
        reading = Duration.ofSeconds(5);
        Status first = status.read();

        // When
        Status second = status.read();

        // Then
        assertThat(second).isSameAs(first);
    }

    @Test
    void whoComesWhileTheDatabaseIsAwayDoesNotWaitForItAgain() {
        // Given
        away = true;
        reading = Duration.ofSeconds(5);
        assertThatThrownBy(status::read).isSameAs(AWAY);

        // When, Then
        assertThatThrownBy(status::read).isSameAs(AWAY);
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void aFailureIsForgottenAfterAMoment() {
        // Given
        away = true;
        assertThatThrownBy(status::read).isSameAs(AWAY);
        away = false;
        pass(Duration.ofMillis(501));

        // When
        Status back = status.read();

        // Then
        assertThat(back.state()).isEqualTo(State.PROTECTED);
    }

    @Test
    void anAnswerFromBeforeTheFailureIsNotGivenAfterIt() {
        // Given
        status.read();
        pass(Duration.ofMillis(501));
        away = true;
        assertThatThrownBy(status::read).isSameAs(AWAY);

        // When, Then
        assertThatThrownBy(status::read).isSameAs(AWAY);
    }

    @Test
    void whatWasJustLearntIsSeenAtOnce() {
        // Given
        away = true;
        assertThatThrownBy(status::read).isSameAs(AWAY);
        away = false;

        // When
        status.forget();

        // Then
        assertThat(status.read().state()).isEqualTo(State.PROTECTED);
    }

    private Reading read() {
        reads++;
        pass(reading);
        if (away) {
            throw AWAY;
        }
        return new Reading(
                new Status(State.PROTECTED, null, null, null, List.of(), null, null, null, null, null, List.of(),
                        List.of(), List.of()),
                List.of(), 0);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
