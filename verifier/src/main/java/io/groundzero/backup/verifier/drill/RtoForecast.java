package io.groundzero.backup.verifier.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.groundzero.backup.contracts.drill.DrillOrder.Restore;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.drill.Forecast.Kind;

/**
 * Foretells when restores will take too long: a straight line through their durations, by Theil and Sen. Its slope is
 * the median of the slopes between all pairs, so that a few slow or fast days do not turn it. Pure logic.
 */
final class RtoForecast {

    static final int FEWEST = 5;
    static final Duration SHORTEST = Duration.ofDays(3);
    private static final double HORIZON_DAYS = 5 * 365.25;
    private static final double DAY_MILLIS = 86_400_000;

    private RtoForecast() {
    }

    /**
     * @param restores oldest first
     * @param targetSeconds how long a restore may take
     */
    static Forecast of(List<Restore> restores, long targetSeconds, Instant now) {
        int count = restores.size();
        boolean exceeded = count > 0 && restores.get(count - 1).millis() > targetSeconds * 1000;
        if (count < FEWEST || span(restores).compareTo(SHORTEST) < 0) {
            return new Forecast(exceeded ? Kind.EXCEEDED_ALREADY : Kind.NOT_ENOUGH_HISTORY, null, null, count);
        }
        double[] day = restores.stream().mapToDouble(restore -> days(restores.get(0).at(), restore.at())).toArray();
        double[] seconds = restores.stream().mapToDouble(restore -> restore.millis() / 1000.0).toArray();
        double slope = slope(day, seconds);
        double perDay = Math.round(slope * 1000) / 1000.0;
        if (exceeded) {
            return new Forecast(Kind.EXCEEDED_ALREADY, null, perDay, count);
        }
        double today = days(restores.get(0).at(), now);
        double reached = (targetSeconds - level(day, seconds, slope)) / slope;
        if (slope <= 0 || reached > today + HORIZON_DAYS) {
            return new Forecast(Kind.NOT_WITHIN_5_YEARS, null, perDay, count);
        }
        Instant exceededAt = now.plusMillis(Math.round(Math.max(0, reached - today) * DAY_MILLIS));
        return new Forecast(Kind.EXCEEDED_AT, exceededAt, perDay, count);
    }

    private static Duration span(List<Restore> restores) {
        return Duration.between(restores.get(0).at(), restores.get(restores.size() - 1).at());
    }

    private static double slope(double[] x, double[] y) {
        double[] slopes = new double[x.length * (x.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                if (x[i] != x[j]) {
                    slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
                }
            }
        }
        return median(Arrays.copyOf(slopes, count));
    }

    private static double level(double[] x, double[] y, double slope) {
        double[] levels = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            levels[i] = y[i] - slope * x[i];
        }
        return median(levels);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / DAY_MILLIS;
    }
}
