package io.groundzero.backup.gateway.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.handover.Publisher;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Starts backups: one at a time for each cluster, and once for each idempotency key. */
@ApplicationScoped
public class BackupStart {

    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    /** @param created whether this call made the backup; if not, it runs already or was asked for with the same key */
    private record Answer(String backupId, boolean created) {
    }

    private final EntityManager entities;
    private final Publisher publisher;
    private final ObjectMapper json;
    private final Clock clock;
    private final GatewayConfig config;

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
        Instant now = clock.instant();
        Answer answer = QuarkusTransaction.requiringNew().call(() -> register(cluster, idempotencyKey, now));
        if (answer.backupId() == null) {
            throw new BackupException(ErrorCode.CONFLICT,
                    "this Idempotency-Key was used for another cluster within the last day");
        }
        if (answer.created()) {
            try {
                publisher.publish(BackupRequested.ROUTING_KEY,
                        json.writeValueAsBytes(new BackupRequested(answer.backupId(), cluster, now, "api")), Map.of(),
                        null);
            } catch (BackupException | JsonProcessingException e) {
                QuarkusTransaction.requiringNew().run(() -> forget(answer.backupId()));
                throw e instanceof BackupException known
                        ? known
                        : new BackupException(ErrorCode.INTERNAL, "no JSON", e);
            }
        }
        return answer.backupId();
    }

    private Answer register(String cluster, String idempotencyKey, Instant now) {
        // one start at a time for a cluster, whoever asks
        entities.createNativeQuery("SELECT pg_advisory_xact_lock(hashtextextended(:cluster, 42))", Object.class)
                .setParameter("cluster", cluster).getResultList();
        entities.createNativeQuery("DELETE FROM idempotency WHERE created_at < :limit")
                .setParameter("limit", now.minus(KEYS_KEPT)).executeUpdate();
        if (idempotencyKey != null) {
            for (Object row : entities.createNativeQuery("SELECT request, backup_id FROM idempotency WHERE key = :key",
                    Object[].class).setParameter("key", idempotencyKey).getResultList()) {
                Object[] columns = (Object[]) row;
                return new Answer(Objects.equals(columns[0], cluster) ? (String) columns[1] : null, false);
            }
        }
        Answer answer = running(cluster, now);
        if (answer == null) {
            answer = new Answer(insert(new BackupId(cluster, now), now), true);
        }
        if (idempotencyKey != null) {
            entities.createNativeQuery("INSERT INTO idempotency VALUES (:key, :cluster, :id, :now)")
                    .setParameter("key", idempotencyKey).setParameter("cluster", cluster)
                    .setParameter("id", answer.backupId()).setParameter("now", now).executeUpdate();
        }
        return answer;
    }

    private Answer running(String cluster, Instant now) {
        return BackupRow
                .<BackupRow>find("cluster = ?1 and lastEventAt > ?2 order by requestedAt desc, id desc", cluster,
                        now.minus(config.stalledAfter()))
                .stream().filter(backup -> backup.state.running()).findFirst()
                .map(backup -> new Answer(backup.id, false)).orElse(null);
    }

    private String insert(BackupId id, Instant now) {
        BackupId free = id;
        while (BackupRow.findById(free.toString()) != null) {
            free = free.next();
        }
        BackupRow row = new BackupRow();
        row.id = free.toString();
        row.cluster = free.cluster();
        row.requestedAt = free.time();
        row.state = BackupState.REQUESTED;
        row.lastEventAt = now;
        row.persist();
        return row.id;
    }

    /** Unless an event shows that the request arrived after all. */
    private void forget(String id) {
        entities.createNativeQuery("DELETE FROM idempotency WHERE backup_id = :id").setParameter("id", id)
                .executeUpdate();
        entities.createNativeQuery("DELETE FROM backup WHERE id = :id AND state = 'REQUESTED'"
                + " AND NOT EXISTS (SELECT FROM step WHERE backup_id = :id)").setParameter("id", id).executeUpdate();
    }
}
