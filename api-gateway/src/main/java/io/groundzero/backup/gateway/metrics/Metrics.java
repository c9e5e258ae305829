package io.groundzero.backup.gateway.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.notification.WaitingNotifications;
import io.groundzero.backup.gateway.status.Protection.State;
import io.groundzero.backup.gateway.status.TargetsConfig;
import io.groundzero.backup.gateway.watch.KnownCopies;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;

/**
 * The numbers to alert on: docs/monitoring.md. A number that is not known is NaN, never 0; but backup_protected is never
 * NaN, to which no alert rule answers.
 */
@ApplicationScoped
class Metrics {

    /** Far below what Prometheus gives a scrape, 10 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MeterRegistry registry;
    private final RecentSnapshot snapshot;
    private final GatewayConfig config;
    private final TargetsConfig targets;
    private final WaitingNotifications waiting;
    private final Clock clock;

    Metrics(MeterRegistry registry, SnapshotReading reading, ExecutorService executor, GatewayConfig config,
            TargetsConfig targets, WaitingNotifications waiting, Clock clock) {
        this.registry = registry;
        this.snapshot = new RecentSnapshot(reading::take, executor, PATIENCE, System::nanoTime);
        this.config = config;
        this.targets = targets;
        this.waiting = waiting;
        this.clock = clock;
    }

    void register(@Observes StartupEvent start) {
        state();
        worstOfAll();
        config.clusters().forEach(this::cluster);
        for (AlarmKind kind : AlarmKind.values()) {
            gauge("backup_alarm", "open alarms of this kind; severity page if there is no protection while it lasts",
                    Tags.of("kind", kind.name(), "severity", kind.fatal() ? "page" : "warn"),
                    now -> now.map(known -> known.alarms(kind)));
        }
        for (Verdict verdict : Verdict.values()) {
            FunctionCounter.builder("backup_verdicts", this, metrics -> metrics.value(now -> now
                    .map(known -> known.verdicts().get(verdict)))).tag("verdict", verdict.name())
                    .description("verifications that came to this verdict, ever").register(registry);
        }
        waiting.channels().forEach(channel -> gauge("backup_notification_waiting",
                "changes that this channel still has to tell", Tags.of("channel", channel),
                now -> now.map(known -> known.waiting().get(channel))));
        KnownCopies.PLACES.forEach(place -> gauge("backup_copies_missing",
                "copies that were gone or not whole when this place was last looked at", Tags.of("place", place),
                now -> now.map(known -> known.missing().get(place))));
    }

    private void state() {
        gauge("backup_status_known", "1 if the gateway can read its own database; 0 if it cannot, and knows nothing",
                Tags.empty(), now -> Optional.of(now.isPresent() ? 1 : 0));
        gauge("backup_protected", "1 if the state is PROTECTED; 0 if it is anything else, or not known", Tags.empty(),
                now -> Optional.of(is(now, State.PROTECTED)));
        gauge("backup_retention_frozen", "1 if no backup may be deleted now, or that is not known", Tags.empty(),
                now -> Optional.of(now.map(known -> known.current().status().retentionFrozen()).orElse(true) ? 1 : 0));
        for (State state : State.values()) {
            gauge("backup_state", "1 for the state that is the case, 0 for the others", Tags.of("state", state.name()),
                    now -> now.isEmpty() ? Optional.empty() : Optional.of(is(now, state)));
        }
        gauge("backup_parked_messages", "failed steps that wait for a person", Tags.empty(),
                now -> now.map(known -> known.current().parked()));
        gauge("backup_next_run_timestamp_seconds", "when the next scheduled backup is due", Tags.empty(),
                now -> now.map(known -> known.current().status().nextRun()).map(Instant::getEpochSecond));
        gauge("backup_verifier_test_timestamp_seconds", "when the verifier was last tested with bad backups",
                Tags.empty(), now -> now.map(known -> known.current().status().verifierTest())
                        .map(test -> test.at().getEpochSecond()));
        gauge("backup_rpo_target_seconds", "how much data may be lost", Tags.empty(),
                now -> Optional.of(seconds(targets.rpo())));
        gauge("backup_rto_target_seconds", "how long a restore may take", Tags.empty(),
                now -> Optional.of(seconds(targets.rto())));
    }

    /** The worst of all clusters. Of times the oldest, so they are negated twice. */
    private void worstOfAll() {
        gauge("backup_last_success_timestamp_seconds",
                "snapshot time of the newest proven backup, of the worst cluster",
                Tags.empty(), now -> now.map(known -> -known.worst(proven -> -proven.snapshotAt().getEpochSecond())));
        gauge("backup_rpo_seconds", "data that would be lost now, of the worst cluster", Tags.empty(),
                now -> now.map(known -> known.worst(proven -> age(proven.snapshotAt()))));
        gauge("backup_rto_seconds", "duration of the newest proven restore, of the worst cluster", Tags.empty(),
                now -> now.map(known -> known.worst(proven -> seconds(proven.rto()))));
        gauge("backup_proof_expires_timestamp_seconds", "when the newest proof expires, of the worst cluster",
                Tags.empty(), now -> now.map(known -> -known.worst(proven -> -proven.expiresAt().getEpochSecond())));
    }

    private void cluster(String cluster) {
        Tags tags = Tags.of("cluster", cluster);
        gauge("backup_cluster_last_success_timestamp_seconds", "snapshot time of the newest proven backup", tags,
                now -> now.flatMap(known -> known.proven(cluster)).map(proven -> proven.snapshotAt().getEpochSecond()));
        gauge("backup_cluster_rpo_seconds", "data that would be lost now", tags,
                now -> now.flatMap(known -> known.proven(cluster)).map(proven -> age(proven.snapshotAt())));
        gauge("backup_cluster_rto_seconds", "duration of the newest proven restore", tags,
                now -> now.flatMap(known -> known.proven(cluster)).map(proven -> seconds(proven.rto())));
        gauge("backup_cluster_proof_expires_timestamp_seconds", "when the newest proof expires", tags,
                now -> now.flatMap(known -> known.proven(cluster)).map(proven -> proven.expiresAt().getEpochSecond()));
        gauge("backup_size_bytes", "size of the newest proven backup, before encryption", tags,
                now -> now.flatMap(known -> known.size(cluster)));
        gauge("backup_duration_seconds", "from request to verdict, of the newest backup with a verdict", tags,
                now -> now.flatMap(known -> known.finished(cluster)).map(backup -> seconds(backup.duration())));
        for (Stage stage : Stage.values()) {
            stage(cluster, stage, tags.and("stage", stage.word()));
        }
    }

    private void stage(String cluster, Stage stage, Tags tags) {
        gauge("backup_stage_duration_seconds", "duration of a stage of the newest backup with a verdict", tags,
                now -> now.flatMap(known -> known.stage(cluster, stage)).map(work -> seconds(work.duration())));
        gauge("backup_stage_attempts", "the most attempts that one of its steps took", tags,
                now -> now.flatMap(known -> known.stage(cluster, stage)).map(work -> work.attempts()));
        gauge("backup_stage_bytes", "what a stage of the newest backup with a verdict wrote or read", tags,
                now -> now.flatMap(known -> known.stage(cluster, stage)).map(work -> work.bytes()));
    }

    private void gauge(String name, String description, Tags tags,
            Function<Optional<Snapshot>, Optional<? extends Number>> value) {
        Gauge.builder(name, () -> value(value)).description(description).tags(tags).register(registry);
    }

    private double value(Function<Optional<Snapshot>, Optional<? extends Number>> value) {
        return value.apply(snapshot.get()).map(Number::doubleValue).orElse(Double.NaN);
    }

    private double age(Instant instant) {
        return Duration.between(instant, clock.instant()).toSeconds();
    }

    private static int is(Optional<Snapshot> now, State state) {
        return now.filter(known -> known.current().status().state() == state).isPresent() ? 1 : 0;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
