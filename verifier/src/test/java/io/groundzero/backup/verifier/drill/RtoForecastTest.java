package io.groundzero.backup.verifier.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.drill.DrillOrder.Restore;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.drill.Forecast.Kind;

class RtoForecastTest {

    private static final Instant FIRST = Instant.parse("2026-11-01T05:00:00Z");

    @Test
    void steadyGrowthReachesTheTargetOnItsDay() {
        // 100 s on day 0, 10 s more each day: 300 s on day 20
        Forecast forecast = RtoForecast.of(daily(10, day -> 100_000 + day * 10_000L), 300, day(9));

        assertThat(forecast.kind()).isEqualTo(Kind.EXCEEDED_AT);
        assertThat(forecast.exceededAt()).isCloseTo(day(20), within(1, ChronoUnit.MINUTES));
        assertThat(forecast.secondsPerDay()).isEqualTo(10.0);
        assertThat(forecast.restores()).isEqualTo(10);
    }

    @Test
    void aFewSlowDaysDoNotTurnTheLine() {
        Forecast forecast = RtoForecast.of(
                daily(10, day -> day == 3 || day == 7 ? 290_000 : 100_000 + day * 10_000L), 300, day(9));

        assertThat(forecast.exceededAt()).isCloseTo(day(20), within(2, ChronoUnit.DAYS));
    }

    @Test
    void theForecastCountsFromNowAndNotFromTheLastRestore() {
        Forecast forecast = RtoForecast.of(daily(10, day -> 100_000 + day * 10_000L), 300, day(15));

        assertThat(forecast.exceededAt()).isCloseTo(day(20), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void whatShouldHaveBeenExceededBeforeIsExceededNow() {
        Forecast forecast = RtoForecast.of(daily(10, day -> 100_000 + day * 10_000L), 300, day(40));

        assertThat(forecast.exceededAt()).isEqualTo(day(40));
    }

    @Test
    void withoutGrowthTheTargetIsNotReached() {
        assertThat(RtoForecast.of(daily(10, day -> 100_000), 300, day(9)).kind()).isEqualTo(Kind.NOT_WITHIN_5_YEARS);
        assertThat(RtoForecast.of(daily(10, day -> 100_000 - day * 1_000L), 300, day(9)).kind())
                .isEqualTo(Kind.NOT_WITHIN_5_YEARS);
        assertThat(RtoForecast.of(daily(10, day -> 100_000 + day * 10L), 300, day(9)).kind())
                .isEqualTo(Kind.NOT_WITHIN_5_YEARS);
    }

    @Test
    void fewRestoresOrFewDaysAreNotEnough() {
        List<Restore> fiveInOneDay = new ArrayList<>();
        for (int hour = 0; hour < 5; hour++) {
            fiveInOneDay.add(new Restore(FIRST.plus(Duration.ofHours(hour)), 1, 100_000 + hour * 1000L));
        }

        assertThat(RtoForecast.of(List.of(), 300, day(0)).kind()).isEqualTo(Kind.NOT_ENOUGH_HISTORY);
        assertThat(RtoForecast.of(daily(4, day -> 100_000 + day * 10_000L), 300, day(4)).kind())
                .isEqualTo(Kind.NOT_ENOUGH_HISTORY);
        assertThat(RtoForecast.of(fiveInOneDay, 300, day(1)).kind()).isEqualTo(Kind.NOT_ENOUGH_HISTORY);
        assertThat(RtoForecast.of(daily(5, day -> 100_000 + day * 10_000L), 300, day(4)).kind())
                .isEqualTo(Kind.EXCEEDED_AT);
    }

    @Test
    void aLastRestoreThatTookTooLongIsToldWhateverTheHistory() {
        assertThat(RtoForecast.of(daily(1, day -> 301_000), 300, day(0)).kind()).isEqualTo(Kind.EXCEEDED_ALREADY);
        assertThat(RtoForecast.of(daily(10, day -> day == 9 ? 301_000 : 100_000), 300, day(9)).kind())
                .isEqualTo(Kind.EXCEEDED_ALREADY);
    }

    @Test
    void restoresOfTheSameInstantDoNoHarm() {
        List<Restore> restores = daily(10, day -> 100_000 + day * 10_000L);
        restores.add(restores.get(9));

        assertThat(RtoForecast.of(restores, 300, day(9)).exceededAt()).isCloseTo(day(20),
                within(1, ChronoUnit.DAYS));
    }

    private static List<Restore> daily(int count, IntToLongFunction millis) {
        List<Restore> restores = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            restores.add(new Restore(day(i), 1000, millis.applyAsLong(i)));
        }
        return restores;
    }

    private static Instant day(int number) {
        return FIRST.plus(Duration.ofDays(number));
    }
}
