package io.groundzero.backup.gateway.audit;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.security.Actor;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Who changed what. A line is stored before anything is done, so nothing is done without one, whatever happens after it;
 * a second one says how it ended.
 */
@ApplicationScoped
public class Audit {

    private static final int LONGEST = 500;

    private final Clock clock;

    Audit(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param action what is about to be done, such as {@code POST /api/v1/backups}; cut at {@value #LONGEST} characters
     * @return the line's number
     * @throws RuntimeException if it cannot be stored; then it must not be done
     */
    public long begin(Actor actor, String action) {
        return write(actor, action, null, null);
    }

    /**
     * @param begunBy what {@link #begin} gave; null if the action was refused before it began
     * @param outcome how it ended; cut at {@value #LONGEST} characters
     */
    public void end(Long begunBy, Actor actor, String action, String outcome) {
        write(actor, action, outcome, begunBy);
    }

    private long write(Actor actor, String action, String outcome, Long begunBy) {
        return QuarkusTransaction.requiringNew().call(() -> {
            AuditRow row = new AuditRow();
            row.at = clock.instant();
            row.actor = actor.name();
            row.role = actor.role();
            row.way = actor.way().name();
            row.address = actor.address();
            row.action = cut(action);
            row.outcome = outcome == null ? null : cut(outcome);
            row.begunBy = begunBy;
            row.persist();
            return row.id;
        });
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
