package io.groundzero.backup.handover;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;

/**
 * Acknowledges a delivery when what had to be done with it is durable, and only on the connection that it came from.
 * For blocking consumers of channels that have one delivery under way at a time.
 */
@ApplicationScoped
public class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    private final BrokerConnections connections;

    Deliveries(BrokerConnections connections) {
        this.connections = connections;
    }

    /** What is done with a delivery. Throwing puts it back in its queue. */
    @FunctionalInterface
    public interface Action {
        void run(byte[] body, Map<String, Object> headers) throws BackupException;
    }

    public CompletionStage<Void> handle(String channel, Message<byte[]> delivery, Action action) {
        long generation = connections.generation(channel);
        Map<String, Object> headers = delivery.getMetadata(IncomingRabbitMQMetadata.class)
                .map(IncomingRabbitMQMetadata::getHeaders).orElse(Map.of());
        try {
            action.run(delivery.getPayload(), headers);
        } catch (BackupException e) {
            LOG.errorf("%s: %s", e.code(), e.getMessage());
            return connections.generation(channel) == generation ? delivery.nack(e) : dropped();
        }
        return connections.generation(channel) == generation ? delivery.ack() : dropped();
    }

    private static CompletionStage<Void> dropped() {
        LOG.info("the connection that this message came from is gone; the broker delivers it again");
        return CompletableFuture.completedFuture(null);
    }
}
