package io.groundzero.backup.gateway.intake;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.groundzero.backup.gateway.failure.Failures;
import io.groundzero.backup.handover.Deliveries;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;

/** Takes parked and unroutable messages in. */
@ApplicationScoped
class FailureIntake {

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
    CompletionStage<Void> parked(Message<byte[]> delivery) {
        return deliveries.handle("parked", delivery,
                (body, headers) -> patience.untilStored(() -> failures.park(body, headers)));
    }

    @Incoming("unroutable")
    @Blocking(value = "unroutable", ordered = false)
    CompletionStage<Void> unroutable(Message<byte[]> delivery) {
        String routingKey = delivery.getMetadata(IncomingRabbitMQMetadata.class)
                .map(IncomingRabbitMQMetadata::getRoutingKey).orElse("");
        return deliveries.handle("unroutable", delivery,
                (body, headers) -> patience.untilStored(() -> failures.stray(routingKey, body, headers)));
    }
}
