package io.groundzero.backup.gateway.security;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.jboss.logging.Logger;

import io.groundzero.backup.gateway.security.Sessions.Ticket;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

/**
 * Who came last, and when, for people to look at; nobody is let in or refused by it. In memory first, since a call may not
 * wait for the database, and written down every {@value ApiKeys#SECONDS} seconds.
 */
@ApplicationScoped
class LastSeen {

    private static final Logger LOG = Logger.getLogger(LastSeen.class);

    private final EntityManager entities;
    private final Sessions sessions;
    private final Clock clock;
    private final Map<Long, Instant> keys = new ConcurrentHashMap<>();
    private final Map<String, Visit> visits = new ConcurrentHashMap<>();

    LastSeen(EntityManager entities, Sessions sessions, Clock clock) {
        this.entities = entities;
        this.sessions = sessions;
        this.clock = clock;
    }

    private record Visit(Ticket ticket, Session session, String address, Instant at) {
    }

    /** A call came with this key. */
    void came(ApiKey key) {
        keys.put(key.id(), clock.instant());
    }

    /** A session was opened, or a call came with it. */
    void came(Ticket ticket, Session session, String address) {
        visits.put(ticket.id(), new Visit(ticket, session, address, clock.instant()));
    }

    @Scheduled(every = ApiKeys.SECONDS + "s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void writeRegularly() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.debug("who came last could not be written down; it is tried again", e);
        }
    }

    /** Before somebody looks. */
    void write() {
        Map<Long, Instant> used = Map.copyOf(keys);
        Map<String, Visit> seen = Map.copyOf(visits);
        if (used.isEmpty() && seen.isEmpty()) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("DELETE FROM open_session WHERE until < ?1").setParameter(1, clock.instant())
                    .executeUpdate();
            // always in the same order: another gateway writes as well
            used.entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(use -> store(use.getKey(), use.getValue()));
            seen.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(visit -> store(visit.getValue()));
        });
        used.forEach(keys::remove);
        seen.forEach(visits::remove);
    }

    private void store(long key, Instant at) {
        entities.createNativeQuery("INSERT INTO key_use VALUES (?1, ?2)"
                + " ON CONFLICT (key) DO UPDATE SET at = greatest(key_use.at, excluded.at)")
                .setParameter(1, key).setParameter(2, at).executeUpdate();
    }

    private void store(Visit visit) {
        entities.createNativeQuery("INSERT INTO open_session VALUES (?1, nullif(?2, -1), ?3, ?4, ?5, ?6, ?7, ?8)"
                + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,"
                + " address = excluded.address, seen_at = excluded.seen_at")
                .setParameter(1, visit.ticket().id())
                .setParameter(2, visit.session().key() == null ? -1L : visit.session().key())
                .setParameter(3, visit.session().name()).setParameter(4, visit.session().role())
                .setParameter(5, visit.address()).setParameter(6, visit.at())
                .setParameter(7, visit.ticket().until().minus(sessions.lifetime()))
                .setParameter(8, visit.ticket().until()).executeUpdate();
    }
}
