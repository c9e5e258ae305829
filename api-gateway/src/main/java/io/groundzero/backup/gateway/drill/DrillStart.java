package io.groundzero.backup.gateway.drill;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.DrillId;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.backup.Newest;
import io.groundzero.backup.gateway.start.StartInput;
import io.groundzero.backup.gateway.start.Starts;
import io.groundzero.backup.gateway.status.TargetsConfig;
import io.groundzero.backup.handover.Publisher;

/** Starts game days: one at a time for each cluster, and once for each idempotency key. */
@ApplicationScoped
public class DrillStart {

    private final Starts starts;
    private final StartInput input;
    private final Drills drills;
    private final Backups backups;
    private final DrillHistory history;
    private final Publisher publisher;
    private final GatewayConfig config;
    private final TargetsConfig targets;
    private final ObjectMapper json;

    DrillStart(Starts starts, StartInput input, Drills drills, Backups backups, DrillHistory history,
            Publisher publisher, GatewayConfig config, TargetsConfig targets, ObjectMapper json) {
        this.starts = starts;
        this.input = input;
        this.drills = drills;
        this.backups = backups;
        this.history = history;
        this.publisher = publisher;
        this.config = config;
        this.targets = targets;
        this.json = json;
    }

    /**
     * @param named the cluster whose loss is rehearsed; may be null when only one is configured
     * @param backupId the backup to restore; the newest one in the bucket if null. The source is not asked for anything
     * @param requestedBy {@code api}, {@code mcp} or {@code schedule}
     * @param idempotencyKey the same key gives the same answer for a day; may be null
     * @return the id of the drill that was started, or of the one that is under way
     * @throws BackupException REQUEST_INVALID if there is no such cluster; CONFLICT if there is no such backup in the
     *         bucket; BROKER_UNAVAILABLE if the order could not be handed over; then nothing was started
     */
    public String start(String named, String backupId, String requestedBy, String idempotencyKey)
            throws BackupException {
        String cluster = input.cluster(named);
        String request = "drill of " + cluster + (backupId == null ? "" : " with " + backupId);
        return starts.start("drills of " + cluster, request, idempotencyKey, new Starts.Order() {

            @Override
            public Optional<String> running(Instant now) {
                return DrillRow.<DrillRow>find(
                        "cluster = ?1 and state in ?2 and stateAt > ?3 order by requestedAt desc", cluster,
                        List.of(DrillState.REQUESTED, DrillState.RUNNING), now.minus(config.stalledAfter()))
                        .firstResultOptional().map(drill -> drill.id);
            }

            @Override
            public String register(Instant now) throws BackupException {
                return insert(cluster, shipped(cluster, backupId, now).id, requestedBy, now);
            }

            @Override
            public void handOver(String id, Instant now) throws BackupException {
                order(drills.find(id).orElseThrow());
            }
        });
    }

    private BackupRow shipped(String cluster, String backupId, Instant now) throws BackupException {
        BackupRow backup = backupId == null
                ? Newest.shipped(cluster, now).orElse(null)
                : BackupRow.<BackupRow>find("shipped is not null and cluster = ?1 and id = ?2", cluster, backupId)
                        .firstResult();
        if (backup == null) {
            throw new BackupException(ErrorCode.CONFLICT, backupId == null
                    ? "no backup of " + cluster + " is in the bucket, so there is nothing to rehearse with"
                    : "backup " + backupId + " of " + cluster + " is not in the bucket");
        }
        return backup;
    }

    private String insert(String cluster, String backupId, String requestedBy, Instant now) {
        DrillId free = new DrillId(now.truncatedTo(ChronoUnit.SECONDS));
        while (drills.insertUnlessThere(free, cluster, backupId, requestedBy) == 0) {
            free = free.next();
        }
        return free.toString();
    }

    private void order(DrillRow drill) throws BackupException {
        BackupShipped shipped = backups.read(backups.find(drill.backupId).orElseThrow().shipped, BackupShipped.class);
        DrillOrder order = new DrillOrder(drill.id, drill.requestedAt, drill.requestedBy, targets.rpo().toSeconds(),
                targets.rto().toSeconds(), history.of(drill.cluster));
        try {
            publisher.publish(BackupShipped.ROUTING_KEY,
                    json.writeValueAsBytes(new BackupShipped(shipped.backupId(), shipped.cluster(),
                            shipped.manifestObject(), shipped.manifest(), drill.requestedAt, order)),
                    Map.of(), null);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot write a message", e);
        }
    }
}
