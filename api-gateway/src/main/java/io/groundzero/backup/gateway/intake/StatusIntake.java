package io.groundzero.backup.gateway.intake;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.event.Events;
import io.groundzero.backup.gateway.failure.Failures;
import io.groundzero.backup.handover.Deliveries;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes the services' status events in. */
@ApplicationScoped
class StatusIntake {

    private final Deliveries deliveries;
    private final Patience patience;
    private final Backups backups;
    private final Failures failures;
    private final Events events;
    private final ObjectMapper json;

    StatusIntake(Deliveries deliveries, Patience patience, Backups backups, Failures failures, Events events,
            ObjectMapper json) {
        this.deliveries = deliveries;
        this.patience = patience;
        this.backups = backups;
        this.failures = failures;
        this.events = events;
        this.json = json;
    }

    @Incoming("status")
    @Blocking(value = "status", ordered = false)
    CompletionStage<Void> receive(Message<byte[]> delivery) {
        return deliveries.handle("status", delivery, this::take);
    }

    private void take(byte[] body, Map<String, Object> headers) throws BackupException {
        StatusEvent event;
        try {
            event = read(body);
        } catch (IOException | IllegalArgumentException e) {
            patience.untilStored(() -> {
                failures.keep("gateway.status", body, ErrorCode.MESSAGE_UNREADABLE.name(),
                        "no status event: " + e.getMessage().lines().findFirst().orElse(""), 1);
                return null;
            });
            return;
        }
        events.tell(event, patience.untilStored(() -> backups.apply(event)).state);
    }

    private StatusEvent read(byte[] body) throws IOException {
        StatusEvent event = json.readValue(body, StatusEvent.class);
        if (event == null || event.id() == null || event.backupId() == null || event.stage() == null
                || event.state() == null || event.at() == null) {
            throw new IllegalArgumentException("a required field is missing");
        }
        io.groundzero.backup.contracts.name.BackupId.parse(event.backupId());
        return event;
    }
}
