package io.groundzero.backup.gateway.security;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;

import org.jboss.logging.Logger;

import io.groundzero.backup.gateway.security.Sessions.Ticket;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/**
 * Sessions that somebody ended before their time: whoever has kept the cookie has nothing. In the database, for all
 * gateways and through restarts, and in memory, so that a call need not wait for the database; another gateway knows of
 * one {@value ApiKeys#SECONDS} seconds later.
 */
@ApplicationScoped
class EndedSessions {

    private static final Logger LOG = Logger.getLogger(EndedSessions.class);

    private final EntityManager entities;
    private final Clock clock;
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    EndedSessions(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    void read(@Observes StartupEvent start) {
        refresh();
    }

    boolean contains(Ticket ticket) {
        return ended.contains(ticket.id());
    }

    /** @throws RuntimeException if it cannot be written down: then the session goes on */
    void end(Ticket ticket) {
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("DELETE FROM ended_session WHERE until < ?1").setParameter(1, clock.instant())
                    .executeUpdate();
            entities.createNativeQuery("INSERT INTO ended_session VALUES (?1, ?2) ON CONFLICT DO NOTHING")
                    .setParameter(1, ticket.id()).setParameter(2, ticket.until()).executeUpdate();
        });
        ended.add(ticket.id());
    }

    @Scheduled(every = ApiKeys.SECONDS + "s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keepFresh() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.debug("the ended sessions could not be read; those that are known stay ended", e);
        }
    }

    /** Those whose time is over need not be known: they open nothing by themselves. */
    private void refresh() {
        List<String> known = QuarkusTransaction.requiringNew().call(() -> entities
                .createNativeQuery("SELECT id FROM ended_session WHERE until >= ?1", String.class)
                .setParameter(1, clock.instant()).getResultList());
        ended.addAll(known);
        if (ended.size() > known.size() * 2 + 100) {
            ended.retainAll(Set.copyOf(known));
        }
    }
}
