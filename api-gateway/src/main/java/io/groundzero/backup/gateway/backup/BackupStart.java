package io.groundzero.backup.gateway.backup;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

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
import io.groundzero.backup.gateway.start.StartInput;
import io.groundzero.backup.gateway.start.Starts;
import io.groundzero.backup.handover.Publisher;

/** Starts backups: one at a time for each cluster, and once for each idempotency key. */
@ApplicationScoped
public class BackupStart {

    private final Starts starts;
    private final StartInput input;
    private final EntityManager entities;
    private final Publisher publisher;
    private final ObjectMapper json;
    private final GatewayConfig config;

    BackupStart(Starts starts, StartInput input, EntityManager entities, Publisher publisher, ObjectMapper json,
            GatewayConfig config) {
        this.starts = starts;
        this.input = input;
        this.entities = entities;
        this.publisher = publisher;
        this.json = json;
        this.config = config;
    }

    /**
     * @param named the cluster's name; may be null when only one is configured
     * @param idempotencyKey the same key gives the same answer for a day; may be null
     * @return the id of the backup that was started, or of the one that runs
     * @throws BackupException REQUEST_INVALID if there is no such cluster; BROKER_UNAVAILABLE if the request could not be
     *         handed over; then nothing was started
     */
    public String start(String named, String idempotencyKey) throws BackupException {
        String cluster = input.cluster(named);
        return starts.start("backups of " + cluster, cluster, idempotencyKey, new Starts.Order() {

            @Override
            public Optional<String> running(Instant now) {
                return BackupStart.this.running(cluster, now);
            }

            @Override
            public String register(Instant now) {
                return insert(new BackupId(cluster, now), now);
            }

            @Override
            public void handOver(String id, Instant now) throws BackupException {
                request(id, cluster, now);
            }
        });
    }

    /** A backup that has been verified before runs no more, though it may be verified again just now. */
    private Optional<String> running(String cluster, Instant now) {
        return BackupRow.<BackupRow>find(
                "from BackupRow b where b.cluster = :cluster and b.lastEventAt > :alive and b.state in :states"
                        + " and not exists (select 1 from ProofRow p where p.key.backupId = b.id"
                        + " and p.verdict <> :none)"
                        + " order by b.requestedAt desc, b.id desc",
                Map.of("cluster", cluster, "alive", now.minus(config.stalledAfter()), "states", BackupState.RUNNING,
                        "none", Verdict.INCONCLUSIVE))
                .firstResultOptional().map(backup -> backup.id);
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
