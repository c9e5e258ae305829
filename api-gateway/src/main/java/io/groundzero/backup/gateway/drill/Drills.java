package io.groundzero.backup.gateway.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.DrillId;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.status.TargetsConfig;
import io.groundzero.backup.handover.Publisher;
import io.quarkus.panache.common.Page;

/** Game days: started one at a time for each cluster, and followed until their report. */
@ApplicationScoped
public class Drills {

    private static final Duration KEYS_KEPT = Duration.ofHours(24);
    private static final String SHIPPED = "shipped is not null";

    private final EntityManager entities;
    private final Publisher publisher;
    private final Backups backups;
    private final DrillHistory history;
    private final GatewayConfig config;
    private final TargetsConfig targets;
    private final ObjectMapper json;
    private final Clock clock;

    Drills(EntityManager entities, Publisher publisher, Backups backups, DrillHistory history, GatewayConfig config,
            TargetsConfig targets, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.publisher = publisher;
        this.backups = backups;
        this.history = history;
        this.config = config;
        this.targets = targets;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param cluster whose loss is rehearsed
     * @param backupId the backup to restore; the newest one in the bucket if null. The source is not asked for anything
     * @param requestedBy {@code api}, {@code mcp} or {@code schedule}
     * @param idempotencyKey the same key gives the same answer for a day; may be null
     * @return the drill that was started, or the one that is under way
     * @throws BackupException CONFLICT if there is no such backup in the bucket; BROKER_UNAVAILABLE if the order could
     *         not be handed over; then nothing was started
     */
    @Transactional(rollbackOn = BackupException.class)
    public DrillRow start(String cluster, String backupId, String requestedBy, String idempotencyKey)
            throws BackupException {
        if (!config.clusters().contains(cluster)) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "there is no cluster " + cluster + "; known are " + config.clusters());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        // one start at a time for a cluster, whichever gateway is asked
        entities.createNativeQuery("SELECT pg_advisory_xact_lock(hashtextextended(:cluster, 43))", Object.class)
                .setParameter("cluster", cluster).getResultList();
        String request = "drill of " + cluster + (backupId == null ? "" : " with " + backupId);
        Optional<DrillRow> answered = answered(idempotencyKey, request, now);
        if (answered.isPresent()) {
            return answered.get();
        }
        DrillRow drill = DrillRow.<DrillRow>find(
                "cluster = ?1 and state in ?2 and stateAt > ?3 order by requestedAt desc", cluster,
                List.of(DrillState.REQUESTED, DrillState.RUNNING), now.minus(config.stalledAfter())).firstResult();
        boolean fresh = drill == null;
        if (fresh) {
            drill = insert(cluster, shipped(cluster, backupId).id, requestedBy, now);
        }
        if (idempotencyKey != null) {
            entities.createNativeQuery("INSERT INTO idempotency VALUES (:key, :request, :id, :now)")
                    .setParameter("key", idempotencyKey).setParameter("request", request)
                    .setParameter("id", drill.id).setParameter("now", now).executeUpdate();
        }
        if (fresh) {
            order(drill);
        }
        return drill;
    }

    /** Takes a status event of a drill's verification in, whenever and however often it comes. */
    @Transactional
    public void apply(StatusEvent event) {
        if (event.drillId() == null) {
            return;
        }
        DrillRow drill = locked(event);
        SignedReport signed = event.facts() == null ? null : event.facts().drill();
        if (signed != null) {
            drill.state = DrillState.of(about(event, read(signed.report())).outcome());
            drill.stateAt = event.at();
            drill.report = signed.report();
            drill.signature = signed.signature();
            drill.code = null;
            drill.cause = null;
        } else if (!drill.state.reported() && event.state() != StageState.DONE
        // whatever the verifier says is newer than the order, however the two clocks differ
                && (drill.state == DrillState.REQUESTED || !event.at().isBefore(drill.stateAt))) {
            drill.state = event.state() == StageState.FAILED ? DrillState.INCONCLUSIVE : DrillState.RUNNING;
            drill.stateAt = event.at();
            drill.code = event.code();
            // what another program said may hold anything; PostgreSQL's text holds no zero character
            drill.cause = event.cause() == null ? null : event.cause().replace("\0", "");
        }
    }

    /** @throws IllegalArgumentException if the report is of another drill or about another backup than its event */
    private static DrillReport about(StatusEvent event, DrillReport report) {
        if (!event.drillId().equals(report.id()) || !event.backupId().equals(report.backupId())
                || report.outcome() == null) {
            throw new IllegalArgumentException("the report of " + report.id() + " about " + report.backupId()
                    + " came as that of " + event.drillId() + " about " + event.backupId());
        }
        return report;
    }

    public Optional<DrillRow> find(String id) {
        return DrillRow.findByIdOptional(id);
    }

    /** Newest first, those before a drill if one is given. */
    public List<DrillRow> list(String cluster, DrillId before, int size) {
        String where = "requestedAt < ?1" + (cluster == null ? "" : " and cluster = ?2")
                + " order by requestedAt desc, id desc";
        Instant limit = before == null ? Instant.parse("9999-01-01T00:00:00Z") : before.time();
        return (cluster == null
                ? DrillRow.<DrillRow>find(where, limit)
                : DrillRow.<DrillRow>find(where, limit, cluster))
                .page(Page.ofSize(size)).list();
    }

    public Optional<DrillRow> latest() {
        return list(null, null, 1).stream().findFirst();
    }

    /** In short, as lists show it. */
    public DrillView brief(DrillRow row) {
        return DrillView.brief(row, row.report == null ? null : read(row.report));
    }

    /** With phases and forecast, as a drill's own page shows it. */
    public DrillView view(DrillRow row) {
        return DrillView.of(row, row.report == null ? null : read(row.report));
    }

    /** A report in words; the drill must have one. */
    public String markdown(DrillRow row) {
        return ReportMarkdown.of(read(row.report), row.report);
    }

    public Optional<DrillRow> latestReported() {
        return DrillRow.<DrillRow>find("report is not null order by requestedAt desc, id desc").firstResultOptional();
    }

    /** @throws IllegalArgumentException if the text is no report */
    public DrillReport read(String report) {
        try {
            return json.readValue(report, DrillReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a drill's report: " + e.getOriginalMessage(), e);
        }
    }

    private BackupRow shipped(String cluster, String backupId) throws BackupException {
        BackupRow backup = backupId == null
                ? BackupRow.<BackupRow>find(SHIPPED + " and cluster = ?1 order by requestedAt desc, id desc", cluster)
                        .firstResult()
                : BackupRow.<BackupRow>find(SHIPPED + " and cluster = ?1 and id = ?2", cluster, backupId).firstResult();
        if (backup == null) {
            throw new BackupException(ErrorCode.CONFLICT, backupId == null
                    ? "no backup of " + cluster + " is in the bucket, so there is nothing to rehearse with"
                    : "backup " + backupId + " of " + cluster + " is not in the bucket");
        }
        return backup;
    }

    private Optional<DrillRow> answered(String key, String request, Instant now) throws BackupException {
        entities.createNativeQuery("DELETE FROM idempotency WHERE created_at < :limit")
                .setParameter("limit", now.minus(KEYS_KEPT)).executeUpdate();
        if (key == null) {
            return Optional.empty();
        }
        List<Object[]> answers = entities
                .createNativeQuery("SELECT request, backup_id FROM idempotency WHERE key = :key", Object[].class)
                .setParameter("key", key).getResultList();
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        if (!Objects.equals(answers.get(0)[0], request)) {
            throw new BackupException(ErrorCode.CONFLICT,
                    "this Idempotency-Key was used for something else within the last day");
        }
        return find((String) answers.get(0)[1]);
    }

    private DrillRow insert(String cluster, String backupId, String requestedBy, Instant now) {
        DrillId free = new DrillId(now);
        while (insertUnlessThere(free, cluster, backupId, requestedBy) == 0) {
            free = free.next();
        }
        return entities.find(DrillRow.class, free.toString());
    }

    private int insertUnlessThere(DrillId id, String cluster, String backupId, String requestedBy) {
        return entities
                .createNativeQuery("INSERT INTO drill (id, cluster, backup_id, requested_at, requested_by, state,"
                        + " state_at) VALUES (:id, :cluster, :backup, :at, :by, 'REQUESTED', :at) ON CONFLICT DO NOTHING")
                .setParameter("id", id.toString()).setParameter("cluster", cluster).setParameter("backup", backupId)
                .setParameter("at", id.time()).setParameter("by", requestedBy).executeUpdate();
    }

    /** An event may be the first that this gateway hears of a drill: its database may have been lost since. */
    private DrillRow locked(StatusEvent event) {
        insertUnlessThere(DrillId.parse(event.drillId()), event.cluster(), event.backupId(), "unknown");
        return entities.find(DrillRow.class, event.drillId(), LockModeType.PESSIMISTIC_WRITE);
    }

    /** Handed over before the transaction ends: if the broker does not take it, there is no drill. */
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
