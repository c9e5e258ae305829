package io.groundzero.backup.handover;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;

/**
 * Acknowledges a delivery when what had to be done with it is durable, and only on the connection that it came from.
 * For blocking consumers of channels that have one delivery under way at a time.
 */
@ApplicationScoped
public class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    private static final Duration BEFORE_THE_NEXT = Duration.ofSeconds(2);

    private final BrokerConnections connections;

    Deliveries(BrokerConnections connections) {
        this.connections = connections;
    }

    /** What is done with a delivery. Throwing puts it back in its queue. */
    @FunctionalInterface
    public interface Action {
        void run(Delivery delivery) throws BackupException;
    }

    /** Never fails: a consumer whose delivery failed in the eyes of the framework would get no other one. */
    public CompletionStage<Void> handle(String channel, Message<byte[]> message, Action action) {
        long generation = connections.generation(channel);
        Throwable failure = null;
        try {
            action.run(Delivery.of(message));
        } catch (BackupException e) {
            LOG.errorf("%s: %s", e.code(), e.getMessage());
            failure = e;
        } catch (Throwable e) { // whatever it is, the deliveries after this one must come
            LOG.errorf(e, "a delivery of channel %s was not worked on, and is put back in its queue: %s", channel, e);
            failure = e;
            pause();
        }
        if (connections.generation(channel) != generation) {
            return dropped();
        }
        return settle(message, failure);
    }

    private static CompletionStage<Void> settle(Message<byte[]> message, Throwable failure) {
        try {
            return (failure == null ? message.ack() : message.nack(failure)).handle((done, trouble) -> {
                if (trouble != null) {
                    LOG.infof("the broker did not learn what became of a message, and delivers it again: %s", trouble);
                }
                return null;
            });
        } catch (RuntimeException e) {
            LOG.infof("the broker did not learn what became of a message, and delivers it again: %s", e);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** The broker delivers what is put back at once. */
    private static void pause() {
        try {
            Thread.sleep(BEFORE_THE_NEXT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletionStage<Void> dropped() {
        LOG.info("the connection that this message came from is gone; the broker delivers it again");
        return CompletableFuture.completedFuture(null);
    }
}
