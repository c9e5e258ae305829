package io.groundzero.backup.gateway.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.handover.Publisher;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;

/** Starts backups: one at a time for each cluster, and once for each idempotency key. */
@ApplicationScoped
public class BackupStart {

    private static final Duration KEYS_KEPT = Duration.ofHours(24);
    private static final long LONGEST_WAIT_SECONDS = 15;

    private final EntityManager entities;
    private final Publisher publisher;
    private final ObjectMapper json;
    private final Clock clock;
    private final GatewayConfig config;

    /** Callers wait here rather than each with a database connection, which all others would lack. */
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    BackupStart(EntityManager entities, Publisher publisher, ObjectMapper json, Clock clock, GatewayConfig config) {
        this.entities = entities;
        this.publisher = publisher;
        this.json = json;
        this.clock = clock;
        this.config = config;
    }

    /**
     * @param cluster the cluster's name
     * @param idempotencyKey the same key gives the same answer for a day; may be null
     * @return the id of the backup that was started, or of the one that runs
     * @throws BackupException BROKER_UNAVAILABLE if the request could not be handed over; then nothing was started
     */
    public String start(String cluster, String idempotencyKey) throws BackupException {
        if (!config.clusters().contains(cluster)) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "there is no cluster " + cluster + "; known are " + config.clusters());
        }
        try {
            if (!oneAtATime.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BackupException(ErrorCode.BROKER_UNAVAILABLE,
                        "requests before this one still wait for the broker; nothing was started");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.INTERNAL, "stopped before a backup was started", e);
        }
        try {
            return QuarkusTransaction.requiringNew().call(() -> register(cluster, idempotencyKey, clock.instant()));
        } catch (QuarkusTransactionException e) {
            if (e.getCause() instanceof BackupException known) {
                throw known;
            }
            throw e;
        } finally {
            oneAtATime.unlock();
        }
    }

    /**
     * The request is handed over before the transaction ends. So if the broker does not take it, nothing is left
     * behind, and nobody else has been answered with a backup that will never run.
     */
    private String register(String cluster, String idempotencyKey, Instant now) throws BackupException {
        // one start at a time for a cluster, whichever gateway is asked
        entities.createNativeQuery("SELECT pg_advisory_xact_lock(hashtextextended(:cluster, 42))", Object.class)
                .setParameter("cluster", cluster).getResultList();
        entities.createNativeQuery("DELETE FROM idempotency WHERE created_at < :limit")
                .setParameter("limit", now.minus(KEYS_KEPT)).executeUpdate();
        String id = idempotencyKey == null ? null : answered(idempotencyKey, cluster);
        if (id != null) {
            return id;
        }
        id = running(cluster, now);
        boolean fresh = id == null;
        if (fresh) {
            id = insert(new BackupId(cluster, now), now);
        }
        if (idempotencyKey != null) {
            entities.createNativeQuery("INSERT INTO idempotency VALUES (:key, :cluster, :id, :now)")
                    .setParameter("key", idempotencyKey).setParameter("cluster", cluster).setParameter("id", id)
                    .setParameter("now", now).executeUpdate();
        }
        if (fresh) {
            request(id, cluster, now);
        }
        return id;
    }

    /** What this key was answered with within the last day, or null. */
    private String answered(String idempotencyKey, String cluster) throws BackupException {
        List<Object[]> answers = entities
                .createNativeQuery("SELECT request, backup_id FROM idempotency WHERE key = :key", Object[].class)
                .setParameter("key", idempotencyKey).getResultList();
        if (answers.isEmpty()) {
            return null;
        }
        if (!Objects.equals(answers.get(0)[0], cluster)) {
            throw new BackupException(ErrorCode.CONFLICT,
                    "this Idempotency-Key was used for another cluster within the last day");
        }
        return (String) answers.get(0)[1];
    }

    /** A backup that has been verified before runs no more, though it may be verified again just now. */
    private String running(String cluster, Instant now) {
        return BackupRow.<BackupRow>find(
                "from BackupRow b where b.cluster = :cluster and b.lastEventAt > :alive and b.state in :states"
                        + " and not exists (select 1 from ProofRow p where p.key.backupId = b.id"
                        + " and p.verdict <> :none)"
                        + " order by b.requestedAt desc, b.id desc",
                Map.of("cluster", cluster, "alive", now.minus(config.stalledAfter()), "states", BackupState.RUNNING,
                        "none", Verdict.INCONCLUSIVE))
                .firstResultOptional().map(backup -> backup.id).orElse(null);
    }

    /** The dumper's schedule may take an id at the same moment, so only the insert tells whether it is free. */
    private String insert(BackupId id, Instant now) {
        BackupId free = id;
        while (entities.createNativeQuery("INSERT INTO backup (id, cluster, requested_at, state, last_event_at)"
                + " VALUES (:id, :cluster, :requestedAt, 'REQUESTED', :now) ON CONFLICT DO NOTHING")
                .setParameter("id", free.toString()).setParameter("cluster", free.cluster())
                .setParameter("requestedAt", free.time()).setParameter("now", now).executeUpdate() == 0) {
            free = free.next();
        }
        return free.toString();
    }

    private void request(String id, String cluster, Instant now) throws BackupException {
        try {
            publisher.publish(BackupRequested.ROUTING_KEY,
                    json.writeValueAsBytes(new BackupRequested(id, cluster, now, "api")), Map.of(), null);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot write a message", e);
        }
    }
}
