package io.groundzero.backup.contracts.drill;

import java.time.Instant;

/**
 * When a restore will take longer than its target allows, if it goes on growing as it did.
 *
 * @param kind what can be said
 * @param exceededAt when the target will be exceeded; set only with EXCEEDED_AT
 * @param secondsPerDay how much longer a restore gets each day; null if there is not enough history to tell
 * @param restores how many restores this was computed from
 */
public record Forecast(Kind kind, Instant exceededAt, Double secondsPerDay, int restores) {

    public enum Kind {
        /** Fewer than 5 restores, or fewer than 3 days between the first and the last. */
        NOT_ENOUGH_HISTORY,
        /** The last restore took longer than the target already. */
        EXCEEDED_ALREADY,
        /** At a date within the next five years. */
        EXCEEDED_AT,
        /** Not within the next five years. */
        NOT_WITHIN_5_YEARS
    }
}
