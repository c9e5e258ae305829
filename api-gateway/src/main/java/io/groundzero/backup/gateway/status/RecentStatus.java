package io.groundzero.backup.gateway.status;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.status.CurrentStatus.Reading;
import io.groundzero.backup.gateway.status.CurrentStatus.Status;

/** The status as it was a moment ago at the most: however many ask, the database is asked twice a second. */
@ApplicationScoped
public class RecentStatus {

    private static final long MOMENT = Duration.ofMillis(500).toNanos();

    private final CurrentStatus status;
    private Reading recent;
    private long readAt;

    RecentStatus(CurrentStatus status) {
        this.status = status;
    }

    public Status read() {
        return reading().status();
    }

    /** Whoever comes while it is being read waits for that. */
    public synchronized Reading reading() {
        long now = System.nanoTime();
        if (recent == null || now - readAt > MOMENT) {
            recent = status.reading();
            readAt = now;
        }
        return recent;
    }

    /** Something was just learnt: who asks next must see it. */
    public synchronized void forget() {
        recent = null;
    }
}
