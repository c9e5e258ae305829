package io.groundzero.backup.handover;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;

import io.groundzero.backup.contracts.message.BackupRequested;
import io.quarkus.runtime.StartupEvent;

/**
 * Whether the broker takes messages, and brings some. One that is short of memory or disk stays connected and brings messages, but takes none,
 * and tells only those who try to send something. So this tries regularly, on a connection of its own: it publishes in a
 * transaction and takes it back, so that no message ever comes of it.
 */
@ApplicationScoped
public class BrokerProbe {

    private static final Logger LOG = Logger.getLogger(BrokerProbe.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** A connection that has just been made has no consumer for a moment, nor has a queue whose broker just started. */
    private static final int LOOKS = 4;
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final BrokerConnections connections;
    /** One that this service's user may publish under. */
    private final String routingKey;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broker-probe");
        thread.setDaemon(true);
        return thread;
    });

    private volatile String blocked;
    private volatile long askedAt;
    private volatile boolean asking;
    private volatile Connection connection;
    private Channel channel;
    /** How many looks in a row found nobody who takes messages from a channel's queue. */
    private final Map<String, Integer> alone = new ConcurrentHashMap<>();

    BrokerProbe(BrokerConnections connections, ServiceConfig service) {
        this.connections = connections;
        this.routingKey = service.stage().isPresent() ? "parked." + service.name() : BackupRequested.ROUTING_KEY;
    }

    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the broker takes no messages though it is connected, as the end of a sentence; empty if it does. */
    public Optional<String> trouble() {
        String reason = blocked;
        if (reason != null) {
            return Optional.of("takes no messages: it is " + reason);
        }
        long silent = asking ? System.nanoTime() - askedAt : 0;
        return silent > SILENCE.toNanos()
                ? Optional.of("has not taken a message for " + TimeUnit.NANOSECONDS.toSeconds(silent) + " s")
                : Optional.empty();
    }

    /**
     * The channels that are connected and get no messages: their consumer ended, or their queue is gone. The broker tells the
     * connector when it ends a consumer, and the connector tells nobody.
     */
    public Set<String> ended() {
        Set<String> ended = new TreeSet<>(connections.ended());
        Set<String> connected = connections.connectedQueues().keySet();
        alone.forEach((name, looks) -> {
            if (looks >= LOOKS && connected.contains(name)) {
                ended.add(name);
            }
        });
        return ended;
    }

    private void ask() {
        try {
            if (connection == null || !connection.isOpen() || !channel.isOpen()) {
                connect();
            }
            for (Map.Entry<String, String> queue : connections.connectedQueues().entrySet()) {
                if (consumers(queue.getValue()) > 0) {
                    alone.remove(queue.getKey());
                } else {
                    alone.merge(queue.getKey(), 1, Integer::sum);
                }
            }
            askedAt = System.nanoTime();
            asking = true;
            channel.basicPublish(Exchange.NAME, routingKey, null, new byte[0]);
            // while the broker is short of something it does not read this
            channel.txRollback();
        } catch (Exception e) {
            // that there is no connection, the channels of the service know
            LOG.debugf(e, "the broker could not be asked: %s", e.getMessage());
            disconnect();
        } finally {
            asking = false;
        }
    }

    /** 0 also if there is no such queue. */
    private long consumers(String queue) throws IOException, TimeoutException {
        Channel asking = connection.createChannel();
        try {
            return asking.queueDeclarePassive(queue).getConsumerCount();
        } catch (IOException e) {
            return absent(e) ? 0 : 1;
        } finally {
            if (asking.isOpen()) {
                asking.close();
            }
        }
    }

    private static boolean absent(IOException failure) {
        return failure.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == AMQP.NOT_FOUND
                // a broker that starts says the same of a queue that is there
                && !close.getReplyText().contains("down or inaccessible");
    }

    private void connect() throws Exception {
        disconnect();
        connection = connections.connect("probe");
        connection.addBlockedListener(new BlockedListener() {

            @Override
            public void handleBlocked(String reason) {
                blocked = reason;
                LOG.errorf("RabbitMQ takes no messages: it is %s. Give it memory or disk; backups wait meanwhile",
                        reason);
            }

            @Override
            public void handleUnblocked() {
                blocked = null;
                LOG.info("RabbitMQ takes messages again");
            }
        });
        channel = connection.createChannel();
        channel.txSelect();
    }

    private void disconnect() {
        blocked = null;
        if (connection != null) {
            connection.abort(1000);
        }
        connection = null;
    }

    @PreDestroy
    void stop() throws IOException {
        timer.shutdownNow();
        Connection last = connection;
        if (last != null) {
            last.abort(1000);
        }
    }
}
