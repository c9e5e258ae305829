package io.groundzero.backup.handover;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.Subject;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;

/**
 * The message edge of a service: its consumer gives each delivery to {@link #handle}, with the step to run. The
 * incoming channel must be called {@value #CHANNEL}, and the consumer must be blocking.
 */
@ApplicationScoped
public class Handover {

    public static final String CHANNEL = "work";

    private static final Logger LOG = Logger.getLogger(Handover.class);

    private final BrokerConnections connections;
    private final StageRunner runner;

    Handover(Publisher publisher, BrokerConnections connections, ServiceConfig service, RetryConfig retry,
            ObjectMapper json, Clock clock) {
        this.connections = connections;
        RetryPolicy policy = new RetryPolicy(retry.delays(), retry.attempts());
        this.runner = service.stage()
                .map(stage -> new StageRunner(service.name(), publisher,
                        new StatusReporter(publisher, json, clock, stage), policy, json, clock))
                .orElse(null);
    }

    /** Runs the step and acknowledges, unless the delivery's connection is gone. */
    public <M extends Subject> CompletionStage<Void> handle(Message<byte[]> delivery, Class<M> type, Work<M> work) {
        long generation = connections.generation(CHANNEL);
        Map<String, Object> headers = delivery.getMetadata(IncomingRabbitMQMetadata.class)
                .map(IncomingRabbitMQMetadata::getHeaders).orElse(Map.of());
        try {
            runner.run(delivery.getPayload(), headers, type, work);
        } catch (BackupException e) {
            LOG.errorf("%s: %s", e.code(), e.getMessage());
            return current(generation) ? delivery.nack(e) : dropped();
        }
        return current(generation) ? delivery.ack() : dropped();
    }

    private boolean current(long generation) {
        return connections.generation(CHANNEL) == generation;
    }

    private CompletionStage<Void> dropped() {
        LOG.info("the connection that this message came from is gone; the broker delivers it again");
        return CompletableFuture.completedFuture(null);
    }
}
