package io.groundzero.backup.gateway.status;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.gateway.failure.Failures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/** The numbers to alert on. A number that is not known is NaN, never 0. */
@ApplicationScoped
class Metrics {

    private static final Logger LOG = Logger.getLogger(Metrics.class);

    private final MeterRegistry registry;
    private final CurrentStatus status;
    private final Failures failures;
    private final Clock clock;

    Metrics(MeterRegistry registry, CurrentStatus status, Failures failures, Clock clock) {
        this.registry = registry;
        this.status = status;
        this.failures = failures;
        this.clock = clock;
    }

    void register(@Observes StartupEvent start) {
        worst("backup_last_success_timestamp_seconds", "snapshot time of the newest proven backup",
                proven -> -proven.snapshotAt().getEpochSecond(), true);
        worst("backup_rpo_seconds", "data that would be lost now",
                proven -> Duration.between(proven.snapshotAt(), clock.instant()).toSeconds(), false);
        worst("backup_rto_seconds", "duration of the newest proven restore", proven -> proven.rto().toMillis() / 1000.0,
                false);
        worst("backup_proof_expires_timestamp_seconds", "when the newest proof expires",
                proven -> -proven.expiresAt().getEpochSecond(), true);
        Gauge.builder("backup_protected", this::isProtected)
                .description("1 if the state is PROTECTED; 0 if it is anything else, or not known").register(registry);
        Gauge.builder("backup_parked_messages", () -> QuarkusTransaction.requiringNew().call(failures::count))
                .description("failed steps that wait for a person").register(registry);
    }

    /** Never NaN, to which no alert rule answers. */
    private double isProtected() {
        try {
            return status.read().state() == Protection.State.PROTECTED ? 1 : 0;
        } catch (RuntimeException e) {
            LOG.debug("the state is not known", e);
            return 0;
        }
    }

    /** The worst of all clusters: the largest value, NaN if one of them has no proven backup. */
    private void worst(String name, String description, ToDoubleFunction<Protection.Proven> value, boolean negated) {
        Gauge.builder(name, () -> {
            List<Protection.Cluster> clusters = status.clusters();
            double worst = clusters.stream()
                    .mapToDouble(
                            cluster -> cluster.proven() == null ? Double.NaN : value.applyAsDouble(cluster.proven()))
                    .reduce((a, b) -> Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b))
                    .orElse(Double.NaN);
            return negated ? -worst : worst;
        }).description(description).register(registry);
    }
}
