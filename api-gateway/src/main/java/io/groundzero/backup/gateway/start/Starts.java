package io.groundzero.backup.gateway.start;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Starts what is asked for: once for each idempotency key, one at a time for each subject, and wholly or not at all. */
@ApplicationScoped
public class Starts {

    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final OneAtATime oneAtATime;
    private final EntityManager entities;
    private final Clock clock;

    Starts(OneAtATime oneAtATime, EntityManager entities, Clock clock) {
        this.oneAtATime = oneAtATime;
        this.entities = entities;
        this.clock = clock;
    }

    /** How something is started. All of it happens in one transaction, while nothing else of its subject is started. */
    public interface Order {

        /** @return the id of what runs already, and answers this request too */
        Optional<String> running(Instant now);

        /**
         * Writes it down.
         *
         * @return its id
         */
        String register(Instant now) throws BackupException;

        /** Has the broker take it. */
        void handOver(String id, Instant now) throws BackupException;
    }

    /**
     * @param subject what only one is started of at a time, such as backups of a cluster
     * @param request what is asked for; a key stands for one request only
     * @param idempotencyKey the same key gives the same answer for a day; may be null
     * @return the id of what was started, or of what runs
     * @throws BackupException BROKER_UNAVAILABLE if it could not be handed over; then nothing was started
     */
    public String start(String subject, String request, String idempotencyKey, Order order) throws BackupException {
        return oneAtATime.call(() -> once(subject, request, idempotencyKey, order, clock.instant()));
    }

    /**
     * It is handed over before the transaction ends. So if the broker does not take it, nothing is left behind, and
     * nobody else has been answered with something that will never run.
     */
    private String once(String subject, String request, String idempotencyKey, Order order, Instant now)
            throws BackupException {
        // one start at a time, whichever gateway is asked
        entities.createNativeQuery("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 42))", Object.class)
                .setParameter("subject", subject).getResultList();
        entities.createNativeQuery("DELETE FROM idempotency WHERE created_at < :limit")
                .setParameter("limit", now.minus(KEYS_KEPT)).executeUpdate();
        Optional<String> known = answered(idempotencyKey, request);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<String> running = order.running(now);
        String id = running.isPresent() ? running.get() : order.register(now);
        remember(idempotencyKey, request, id, now);
        if (running.isEmpty()) {
            order.handOver(id, now);
        }
        return id;
    }

    /** What this key was answered with within the last day. */
    private Optional<String> answered(String idempotencyKey, String request) throws BackupException {
        if (idempotencyKey == null) {
            return Optional.empty();
        }
        List<Object[]> answers = entities
                .createNativeQuery("SELECT request, backup_id FROM idempotency WHERE key = :key", Object[].class)
                .setParameter("key", idempotencyKey).getResultList();
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        if (!Objects.equals(answers.get(0)[0], request)) {
            throw used();
        }
        return Optional.of((String) answers.get(0)[1]);
    }

    /** Another gateway may take the same key for another subject at the same moment: only the insert tells. */
    private void remember(String idempotencyKey, String request, String id, Instant now) throws BackupException {
        if (idempotencyKey != null && entities
                .createNativeQuery("INSERT INTO idempotency VALUES (:key, :request, :id, :now) ON CONFLICT DO NOTHING")
                .setParameter("key", idempotencyKey).setParameter("request", request).setParameter("id", id)
                .setParameter("now", now).executeUpdate() == 0) {
            throw used();
        }
    }

    private static BackupException used() {
        return new BackupException(ErrorCode.CONFLICT,
                "this Idempotency-Key was used for something else within the last day");
    }
}
