package io.groundzero.backup.gateway.watch;

import java.time.Instant;
import java.util.Optional;

import io.groundzero.backup.settings.DueTimes;

/** When a schedule fires, by the very rules by which the dumper asks for backups. */
final class Due {

    private final DueTimes times;

    /**
     * @throws IllegalArgumentException if it is no schedule or no time zone
     */
    Due(String cron, String timeZone) {
        this.times = new DueTimes(cron, timeZone);
    }

    /** The last time it was due before that instant; empty if it never was. */
    Optional<Instant> last(Instant before) {
        return times.last(before);
    }

    /** The next time it is due after that instant; empty if it never is again. */
    Optional<Instant> next(Instant after) {
        return times.next(after);
    }
}
