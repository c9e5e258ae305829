package io.groundzero.backup.gateway.intake;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.StatusEvent;
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
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;

/** Takes the services' status events in. */
@ApplicationScoped
class StatusIntake {

    private static final Logger LOG = Logger.getLogger(StatusIntake.class);

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

    StatusIntake(Deliveries deliveries, Patience patience, Backups backups, Drills drills, Failures failures,
            Events events, MutationRuns mutationRuns, RegularReports reports, RecentStatus recent,
            ObjectMapper json) {
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
    }

    @Incoming("status")
    @Blocking(value = "status", ordered = false)
    CompletionStage<Void> receive(Message<byte[]> delivery) {
        String routingKey = delivery.getMetadata(IncomingRabbitMQMetadata.class)
                .map(IncomingRabbitMQMetadata::getRoutingKey).orElse("");
        return deliveries.handle("status", delivery, (body, headers) -> {
            if (routingKey.equals(MutationReport.ROUTING_KEY)) {
                takeMutationReport(body, headers);
            } else if (RegularReports.takes(routingKey)) {
                takeRegularReport(routingKey, body);
            } else {
                take(routingKey, body);
            }
            recent.forget();
        });
    }

    private void takeMutationReport(byte[] body, Map<String, Object> headers) throws BackupException {
        try {
            MutationReport report = mutationRuns.read(body, headers.get(MutationReport.SIGNATURE));
            patience.unlessUnstorable(() -> {
                mutationRuns.apply(report);
                return report;
            });
        } catch (IOException | IllegalArgumentException | Patience.Unstorable e) {
            keep(body, "mutation report", e);
        }
    }

    private void takeRegularReport(String routingKey, byte[] body) throws BackupException {
        try {
            Runnable store = reports.read(routingKey, body);
            patience.unlessUnstorable(() -> {
                store.run();
                return routingKey;
            });
        } catch (IOException | IllegalArgumentException | Patience.Unstorable e) {
            keep(body, "regular report", e);
        }
    }

    private void take(String routingKey, byte[] body) throws BackupException {
        StatusEvent event;
        BackupRow backup;
        try {
            event = read(body);
            Credible.require(event, routingKey);
            backup = patience.unlessUnstorable(() -> {
                drills.apply(event);
                return backups.apply(event);
            });
        } catch (IOException | IllegalArgumentException | Patience.Unstorable e) {
            keep(body, "status event", e);
            return;
        }
        events.tell(event, backup.state);
    }

    /** It must not block the events behind it, and must not be lost either. */
    private void keep(byte[] body, String what, Exception trouble) throws BackupException {
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
        io.groundzero.backup.contracts.name.BackupId.parse(event.backupId());
        return event;
    }
}
