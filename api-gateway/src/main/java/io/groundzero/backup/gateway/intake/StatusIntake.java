package io.groundzero.backup.gateway.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.Claims;
import io.groundzero.backup.contracts.message.FutureClaim;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.drill.Drills;
import io.groundzero.backup.gateway.event.Events;
import io.groundzero.backup.gateway.failure.Failures;
import io.groundzero.backup.gateway.mutation.MutationRuns;
import io.groundzero.backup.gateway.status.RecentStatus;
import io.groundzero.backup.gateway.watch.RegularReports;
import io.groundzero.backup.handover.Deliveries;
import io.groundzero.backup.handover.Delivery;
import io.groundzero.backup.handover.Origin;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes the services' status events in. */
@ApplicationScoped
class StatusIntake {

    private static final Logger LOG = Logger.getLogger(StatusIntake.class);

    /** Everything that services tell; which of them may say what, {@link Credible} knows. */
    private static final Origin ORIGIN = Origin.ofKeysThatBeginWith("gateway.status", "status.");
    private static final Set<ErrorCode> REFUSED = EnumSet.of(ErrorCode.MESSAGE_MISDIRECTED,
            ErrorCode.MESSAGE_FROM_THE_FUTURE);

    private final Deliveries deliveries;
    private final Patience patience;
    private final Backups backups;
    private final Drills drills;
    private final Failures failures;
    private final Events events;
    private final MutationRuns mutationRuns;
    private final RegularReports reports;
    private final RecentStatus recent;
    private final ObjectMapper json;
    private final Clock clock;

    StatusIntake(Deliveries deliveries, Patience patience, Backups backups, Drills drills, Failures failures,
            Events events, MutationRuns mutationRuns, RegularReports reports, RecentStatus recent,
            ObjectMapper json, Clock clock) {
        this.deliveries = deliveries;
        this.patience = patience;
        this.backups = backups;
        this.drills = drills;
        this.failures = failures;
        this.events = events;
        this.mutationRuns = mutationRuns;
        this.reports = reports;
        this.recent = recent;
        this.json = json;
        this.clock = clock;
    }

    @Incoming("status")
    @Blocking(value = "status", ordered = false)
    CompletionStage<Void> receive(Message<byte[]> message) {
        return deliveries.handle("status", message, delivery -> {
            try {
                ORIGIN.require(delivery);
                take(delivery);
            } catch (BackupException e) {
                if (!REFUSED.contains(e.code())) {
                    throw e;
                }
                LOG.errorf("%s: %s; see /api/v1/failures", e.code(), e.getMessage());
                patience.untilStored(() -> failures.keep("gateway.status", delivery.body(), e.code().name(),
                        e.getMessage(), 1));
            }
            recent.forget();
        });
    }

    private void take(Delivery delivery) throws BackupException {
        String routingKey = delivery.routingKey();
        if (routingKey.equals(MutationReport.ROUTING_KEY)) {
            takeMutationReport(delivery);
        } else if (RegularReports.takes(routingKey)) {
            takeRegularReport(routingKey, delivery.body());
        } else {
            takeEvent(routingKey, delivery.body());
        }
    }

    private void takeMutationReport(Delivery delivery) throws BackupException {
        try {
            MutationReport report = mutationRuns.read(delivery.body(),
                    delivery.headers().get(MutationReport.SIGNATURE));
            Claims.requireCredible(report, clock.instant());
            patience.unlessUnstorable(() -> {
                mutationRuns.apply(report);
                return report;
            });
        } catch (IOException | IllegalArgumentException | Patience.Unstorable e) {
            keep(delivery.body(), "mutation report", e);
        }
    }

    private void takeRegularReport(String routingKey, byte[] body) throws BackupException {
        try {
            Runnable store = reports.read(routingKey, body);
            patience.unlessUnstorable(() -> {
                store.run();
                return routingKey;
            });
        } catch (IOException | IllegalArgumentException | NullPointerException | StackOverflowError
                | Patience.Unstorable e) {
            keep(body, "regular report", e);
        }
    }

    private void takeEvent(String routingKey, byte[] body) throws BackupException {
        StatusEvent event;
        BackupRow backup;
        try {
            event = read(body);
            Credible.require(event, routingKey);
            requireCome(event);
            backup = patience.unlessUnstorable(() -> {
                drills.apply(event);
                return backups.apply(event);
            });
        } catch (IOException | IllegalArgumentException | NullPointerException | StackOverflowError
                | Patience.Unstorable e) {
            keep(body, "status event", e);
            return;
        }
        events.tell(event, backup.state);
    }

    private void requireCome(StatusEvent event) throws IOException, FutureClaim {
        Instant now = clock.instant();
        Claims.requireCredible(event, now);
        if (event.facts() != null && event.facts().drill() != null) {
            // it is told as it was signed, byte for byte
            Claims.requireCredible(json.readValue(event.facts().drill().report(), DrillReport.class), now);
        }
    }

    /** It must not block the events behind it, and must not be lost either. */
    private void keep(byte[] body, String what, Throwable trouble) throws BackupException {
        String why = String.valueOf(trouble.getMessage()).lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        LOG.errorf("a %s cannot be taken in, see /api/v1/failures: %s", what, why);
        patience.untilStored(() -> failures.keep("gateway.status", body, ErrorCode.MESSAGE_UNREADABLE.name(),
                "no " + what + ": " + why, 1));
    }

    private StatusEvent read(byte[] body) throws IOException {
        StatusEvent event = json.readValue(body, StatusEvent.class);
        if (event == null || event.id() == null || event.backupId() == null || event.stage() == null
                || event.state() == null || event.at() == null) {
            throw new IllegalArgumentException("a required field is missing");
        }
        if (event.id().indexOf('\0') >= 0 || event.artifact() != null && event.artifact().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name has a zero character");
        }
        BackupId.parse(event.backupId());
        return event;
    }
}
