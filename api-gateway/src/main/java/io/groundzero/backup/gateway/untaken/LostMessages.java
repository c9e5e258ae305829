package io.groundzero.backup.gateway.untaken;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.backup.StepRow;
import io.groundzero.backup.handover.Publisher;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/**
 * Sends again what was handed on and never taken up. Until a backup is shipped, its request is sent again: every service
 * finds its finished output and hands it on. After that, the message that has it verified.
 */
@ApplicationScoped
public class LostMessages {

    private static final Logger LOG = Logger.getLogger(LostMessages.class);
    private static final Duration RECENT = Duration.ofDays(1);
    /** Then something else is wrong, and NO_PROGRESS or SERVICE_SILENT tells. */
    private static final int MOST = 3;

    private final GatewayConfig config;
    private final Backups backups;
    private final EntityManager entities;
    private final Publisher publisher;
    private final ObjectMapper json;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Instant watchingSince;
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();

    private record Sent(int times, Instant at) {
    }

    private record Lost(String backupId, Stage stage, String routingKey, byte[] body) {
    }

    LostMessages(GatewayConfig config, Backups backups, EntityManager entities, Publisher publisher, ObjectMapper json,
            Scheduler scheduler, Clock clock) {
        this.config = config;
        this.backups = backups;
        this.entities = entities;
        this.publisher = publisher;
        this.json = json;
        this.scheduler = scheduler;
        this.clock = clock;
        this.watchingSince = clock.instant();
    }

    void start(@Observes StartupEvent event) {
        scheduler.newJob("lost-messages").setInterval(config.lookEvery().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP).setTask(execution -> tryToLook())
                .schedule();
    }

    /** Looks now, and sends what is lost. */
    public void look() throws BackupException {
        Instant now = clock.instant();
        // what happened while this gateway was away may still lie in its queue
        if (now.isBefore(watchingSince.plus(config.untakenAfter()))) {
            return;
        }
        List<Lost> lost = QuarkusTransaction.requiringNew().call(() -> find(now));
        sent.values().removeIf(last -> last.at().isBefore(now.minus(RECENT)));
        for (Lost message : lost) {
            LOG.warnf(
                    "%s: its work for stage %s was handed on and never taken up, though the service has nothing else to "
                            + "do; %s is sent again. Has somebody purged a queue?",
                    message.backupId(), message.stage(),
                    message.routingKey());
            publisher.publish(message.routingKey(), message.body(), Map.of(), null);
            sent.merge(message.backupId() + message.stage(), new Sent(1, now),
                    (before, one) -> new Sent(before.times() + 1, now));
        }
    }

    private List<Lost> find(Instant now) {
        return BackupRow.<BackupRow>list("state in ?1 and lastEventAt > ?2 order by requestedAt", BackupState.RUNNING,
                now.minus(RECENT)).stream().flatMap(backup -> lost(backup, now).stream()).toList();
    }

    private Optional<Lost> lost(BackupRow backup, Instant now) {
        return untaken(backup).stage(config.untakenAfter(), now)
                .filter(stage -> !busy(stage, now) && !sentLately(backup.id + stage, now))
                .map(stage -> stage == Stage.VERIFY && backup.shipped != null
                        ? new Lost(backup.id, stage, BackupShipped.ROUTING_KEY,
                                backup.shipped.getBytes(StandardCharsets.UTF_8))
                        : new Lost(backup.id, stage, BackupRequested.ROUTING_KEY, request(backup)));
    }

    private Untaken untaken(BackupRow backup) {
        List<Untaken.Step> steps = StepRow.<StepRow>list("key.backupId", backup.id).stream()
                .map(row -> new Untaken.Step(row.key.stage(), row.key.artifact(), row.state, row.at, row.retryAt))
                .toList();
        List<String> artifacts = backup.dumpRecord == null
                ? List.of()
                : backups.read(backup.dumpRecord, DumpRecord.class).artifacts().stream().map(DumpedArtifact::object)
                        .toList();
        return new Untaken(steps, artifacts, backup.shipped != null, backup.lastEventAt);
    }

    /** Whether the service works on something: then everything else waits behind that, and is not lost. */
    private boolean busy(Stage stage, Instant now) {
        return entities.createQuery("select count(*) from StepRow s where s.key.stage = :stage and s.state in :states"
                + " and s.at > :alive", Long.class).setParameter("stage", stage)
                .setParameter("states", List.of(StageState.STARTED, StageState.PROGRESS))
                .setParameter("alive", now.minus(config.stalledAfter())).getSingleResult() > 0;
    }

    private boolean sentLately(String what, Instant now) {
        Sent last = sent.get(what);
        return last != null && (last.times() >= MOST
                || now.isBefore(last.at().plus(config.untakenAfter().multipliedBy(1L << last.times()))));
    }

    private byte[] request(BackupRow backup) {
        try {
            return json.writeValueAsBytes(new BackupRequested(backup.id, backup.cluster, backup.requestedAt, "api"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tryToLook() {
        try {
            look();
        } catch (BackupException | RuntimeException e) {
            LOG.errorf("cannot look whether messages are lost, trying again: %s", e.getMessage());
        }
    }
}
