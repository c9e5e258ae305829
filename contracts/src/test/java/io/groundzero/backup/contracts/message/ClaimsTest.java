package io.groundzero.backup.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.contracts.error.ErrorCode;

class ClaimsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    private record Holder(Object value) {
    }

    private record Announced(Instant nextAt, Instant retryAt, Instant expiresAt) {
    }

    private record Ids(String backupId, String joined, String drill) {
    }

    /** All documents of the contracts, with all that the future may add to them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everyDocumentIsBelievedOnItsDayAndNotBefore(String name, Record document) {
        assertThatCode(() -> Claims.requireCredible(document, Instant.parse("2026-11-24T03:00:00Z")))
                .doesNotThrowAnyException();
        if (document.toString().contains("20261123T") || document.toString().contains("2026-11-23T")) {
            assertThatThrownBy(() -> Claims.requireCredible(document, Instant.parse("2026-11-20T00:00:00Z")))
                    .isInstanceOf(FutureClaim.class);
        }
    }

    static Stream<Arguments> documents() {
        return GoldenJsonTest.documents().filter(arguments -> arguments.get()[1] instanceof Record);
    }

    @Test
    void twoMinutesAreWhatClocksMayDiffer() throws Exception {
        Claims.requireCredible(new Holder(NOW.plusSeconds(120)), NOW);

        assertThatThrownBy(() -> Claims.requireCredible(new Holder(NOW.plusSeconds(121)), NOW))
                .isInstanceOfSatisfying(FutureClaim.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_FROM_THE_FUTURE);
                    assertThat(e.ahead()).isEqualTo(Duration.ofSeconds(121));
                    assertThat(e).hasMessageContaining("2026-11-23T03:02:01Z").hasMessageContaining(NOW.toString());
                });
    }

    @Test
    void whatLiesDeepIsSeen() {
        assertThatThrownBy(() -> Claims.requireCredible(new Holder(List.of(new Holder(new Holder(Instant.MAX)))), NOW))
                .isInstanceOf(FutureClaim.class).hasMessageContaining("value.value.value");
    }

    @Test
    void whatIsAnnouncedLiesAheadWithinItsLimit() throws Exception {
        Claims.requireCredible(new Announced(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofHours(1)),
                NOW.plus(Duration.ofDays(3650))), NOW);

        for (Announced far : List.of(new Announced(NOW.plus(Duration.ofDays(2)), null, null),
                new Announced(null, NOW.plus(Duration.ofHours(2)), null),
                new Announced(null, null, NOW.plus(Duration.ofDays(3700))))) {
            assertThatThrownBy(() -> Claims.requireCredible(far, NOW)).isInstanceOf(FutureClaim.class);
        }
    }

    @Test
    void anIdHoldsATime() {
        for (Ids ids : List.of(new Ids("main-20990101T000000Z", null, null),
                new Ids(null, "main-20990101T000000Z", null),
                new Ids(null, null, "drill-20990101T000000Z"))) {
            assertThatThrownBy(() -> Claims.requireCredible(ids, NOW)).isInstanceOf(FutureClaim.class);
        }
        assertThatThrownBy(() -> Claims.requireCredible(new Ids("../..", null, null), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingHappenedBefore1970() {
        assertThatThrownBy(() -> Claims.requireCredible(new Holder(Instant.MIN), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> Claims.requireCredible(new Holder(Map.of()), NOW)).doesNotThrowAnyException();
    }
}
