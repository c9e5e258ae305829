package io.groundzero.backup.handover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;

/**
 * The exchange {@code backup}, through the connector. The connector forgets messages whose confirm was pending when
 * a connection broke, so a confirm that does not come in time means: send again. Every consumer takes duplicates.
 */
@ApplicationScoped
class Exchange implements Publisher {

    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final int PERSISTENT = 2;

    /** Its name. */
    static final String NAME = "backup";

    private final Emitter<byte[]> emitter;
    private final BrokerConfig config;
    private final BrokerConnections connections;
    private final Traces traces;

    /**
     * A thread outside of Vert.x. The connector connects in the context of whoever sends first, and a consumer's
     * context is busy until the consumer returns: sending from there would wait for a connection that waits for us.
     */
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "handover-sender");
        thread.setDaemon(true);
        return thread;
    });

    Exchange(
            @Channel(BrokerConnections.OUTGOING) @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<byte[]> emitter,
            BrokerConfig config, BrokerConnections connections, Traces traces) {
        this.emitter = emitter;
        this.config = config;
        this.connections = connections;
        this.traces = traces;
    }

    @Override
    public void publish(String routingKey, byte[] body, Map<String, Object> headers, Duration expiration)
            throws BackupException {
        long giveUpAt = System.nanoTime() + config.patience().toNanos();
        Throwable cause;
        do {
            try {
                send(routingKey, body, headers, expiration).get(config.confirmTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackupException(ErrorCode.BROKER_UNAVAILABLE, "stopped while sending " + routingKey, e);
            } catch (TimeoutException e) {
                cause = e;
                LOG.warnf("The broker has not confirmed %s within %s; sending it again", routingKey,
                        config.confirmTimeout());
            } catch (ExecutionException e) {
                cause = e.getCause();
                LOG.warnf("The broker did not take %s: %s; sending it again", routingKey, cause);
                pause();
            }
        } while (System.nanoTime() < giveUpAt);
        throw new BackupException(ErrorCode.BROKER_UNAVAILABLE,
                "RabbitMQ at " + config.host() + ":" + config.port() + " did not confirm " + routingKey + " within "
                        + config.patience(),
                cause);
    }

    @Override
    public void offer(String routingKey, byte[] body) {
        if (connections.canSend()) {
            send(routingKey, body, Map.of(), null);
        }
    }

    private CompletableFuture<Void> send(String routingKey, byte[] body, Map<String, Object> headers,
            Duration expiration) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        OutgoingRabbitMQMetadata.Builder metadata = OutgoingRabbitMQMetadata.builder().withRoutingKey(routingKey)
                .withUserId(config.user()).withContentType("application/json").withDeliveryMode(PERSISTENT)
                .withHeaders(traces.outgoing(headers));
        if (expiration != null) {
            metadata.withExpiration(Long.toString(expiration.toMillis()));
        }
        Message<byte[]> message = Message.of(body, Metadata.of(metadata.build()), () -> {
            confirmed.complete(null);
            return CompletableFuture.completedFuture(null);
        }, reason -> {
            confirmed.completeExceptionally(reason);
            return CompletableFuture.completedFuture(null);
        });
        sender.execute(() -> {
            try {
                emitter.send(message);
            } catch (RuntimeException e) {
                confirmed.completeExceptionally(e);
            }
        });
        return confirmed;
    }

    private void pause() throws BackupException {
        try {
            Thread.sleep(config.reconnectInterval().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.BROKER_UNAVAILABLE, "stopped while waiting for the broker", e);
        }
    }
}
