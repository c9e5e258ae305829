package io.groundzero.backup.settings;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether something that recurs is due, asked again and again. What became due between two questions, however far apart, is
 * due once; nothing that was due before the first question is. Not by the scheduler's own cron, which leaves out what the
 * change to summer time does.
 */
public final class Recurring {

    /** How often to ask. */
    public static final String EVERY = "1s";

    private final DueTimes times;
    private Instant askedAt;
    private Instant lastDue;

    /** @param now nothing that was due before is */
    public Recurring(DueTimes times, Instant now) {
        this.times = times;
        this.askedAt = now;
    }

    /** Whether it became due since it was last asked; not again because the clock was put back. */
    public boolean dueAt(Instant now) {
        Optional<Instant> due = times.next(askedAt).filter(time -> !time.isAfter(now) && !time.equals(lastDue));
        due.ifPresent(time -> lastDue = time);
        askedAt = now;
        return due.isPresent();
    }
}
