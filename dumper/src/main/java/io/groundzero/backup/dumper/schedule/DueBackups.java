package io.groundzero.backup.dumper.schedule;

import java.time.Instant;
import java.util.Optional;

import io.groundzero.backup.settings.DueTimes;

/**
 * Whether a cluster's backup is due, asked again and again. What became due between two questions, however far apart, is
 * due once; nothing that was due before the first question is.
 */
final class DueBackups {

    private final DueTimes times;
    private Instant askedAt;
    private Instant lastDue;

    DueBackups(DueTimes times, Instant now) {
        this.times = times;
        this.askedAt = now;
    }

    /** Whether it became due since it was last asked; not again because the clock was put back. */
    boolean dueAt(Instant now) {
        Optional<Instant> due = times.next(askedAt).filter(time -> !time.isAfter(now) && !time.equals(lastDue));
        due.ifPresent(time -> lastDue = time);
        askedAt = now;
        return due.isPresent();
    }
}
