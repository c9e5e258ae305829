package io.groundzero.backup.gateway.intake;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.failure.Failures;
import io.groundzero.backup.handover.Deliveries;
import io.groundzero.backup.handover.Origin;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes parked and unroutable messages in. */
@ApplicationScoped
class FailureIntake {

    private static final Origin PARKED = Origin.ofKeysThatBeginWith("gateway.parked", Failures.PARKED);

    private final Deliveries deliveries;
    private final Patience patience;
    private final Failures failures;

    FailureIntake(Deliveries deliveries, Patience patience, Failures failures) {
        this.deliveries = deliveries;
        this.patience = patience;
        this.failures = failures;
    }

    @Incoming("parked")
    @Blocking(value = "parked", ordered = false)
    CompletionStage<Void> parked(Message<byte[]> message) {
        return deliveries.handle("parked", message, delivery -> {
            try {
                PARKED.require(delivery);
                patience.untilStored(
                        () -> failures.park(delivery.routingKey(), delivery.body(), delivery.headers()));
            } catch (BackupException e) {
                if (e.code() != ErrorCode.MESSAGE_MISDIRECTED) {
                    throw e;
                }
                patience.untilStored(() -> failures.keep("gateway.parked", delivery.body(), e.code().name(),
                        e.getMessage(), 1));
            }
        });
    }

    @Incoming("unroutable")
    @Blocking(value = "unroutable", ordered = false)
    CompletionStage<Void> unroutable(Message<byte[]> message) {
        return deliveries.handle("unroutable", message, delivery -> patience.untilStored(
                () -> failures.stray(delivery.routingKey(), delivery.body(), delivery.headers())));
    }
}
