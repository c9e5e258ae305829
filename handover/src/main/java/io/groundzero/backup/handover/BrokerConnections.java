package io.groundzero.backup.handover;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.NoOpMetricsCollector;

import io.groundzero.backup.trust.TrustedCertificates;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.vertx.core.net.TrustOptions;
import io.vertx.rabbitmq.RabbitMQOptions;

/**
 * Configures each of the connector's connections, and knows which connection of a channel is the current one.
 * <p>
 * The connector acknowledges on whatever connection is open. After a reconnect the same delivery tags are given out
 * again, so a late acknowledgement could remove another message, or close the channel. A consumer therefore notes
 * {@link #generation} before its work and acknowledges only if it is unchanged; otherwise the broker has put the
 * message back in its queue already.
 */
@ApplicationScoped
class BrokerConnections implements ClientCustomizer<RabbitMQOptions> {

    /** The one outgoing channel. It connects with the first message that is sent. */
    static final String OUTGOING = "handover";

    private static final int HEARTBEAT_SECONDS = 20;

    private final BrokerConfig config;
    private final ServiceConfig service;
    private final Map<String, Tracker> trackers = new ConcurrentHashMap<>();
    private final Map<String, String> queues = new ConcurrentHashMap<>();

    BrokerConnections(BrokerConfig config, ServiceConfig service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public RabbitMQOptions customize(String channel, Config channelConfig, RabbitMQOptions options) {
        if (channelConfig != null) {
            channelConfig.getOptionalValue("queue.name", String.class).ifPresent(queue -> queues.put(channel, queue));
        }
        options.setAddresses(List.of()).setHost(config.host()).setPort(config.port())
                .setVirtualHost(config.virtualHost()).setUser(config.user()).setPassword(password())
                .setConnectionName(service.name() + " " + channel)
                // Vert.x's own reconnecting, for ever: with the Java client's recovery instead, a service that is
                // started before its broker would give up.
                .setAutomaticRecoveryEnabled(false).setAutomaticRecoveryOnInitialConnection(true)
                .setReconnectAttempts(Integer.MAX_VALUE).setReconnectInterval(config.reconnectInterval().toMillis())
                .setMetricsCollector(tracker(channel));
        if (config.tls().enabled()) {
            options.setSsl(true).setTrustAll(false).setTrustOptions(TrustOptions.wrap(trust()));
        } else if (config.tls().certificateAuthority().isPresent()) {
            throw new IllegalStateException("gz.broker.tls.certificate-authority is set, but gz.broker.tls.enabled is "
                    + "not true: nothing would be encrypted");
        }
        return options;
    }

    /** Counts the connections that this channel has had. */
    long generation(String channel) {
        return tracker(channel).generation;
    }

    /** Whether a message can be sent now, as far as is known. */
    boolean canSend() {
        Tracker outgoing = tracker(OUTGOING);
        return outgoing.isOpen() || outgoing.generation == 0;
    }

    /** The channels and whether each is connected; the outgoing one counts as connected until it was needed. */
    Map<String, Boolean> states() {
        Map<String, Boolean> states = new TreeMap<>();
        trackers.forEach((name, tracker) -> states.put(name, name.equals(OUTGOING) ? canSend() : tracker.isOpen()));
        return states;
    }

    /** The incoming channels that are connected, and the queue of each. */
    Map<String, String> connectedQueues() {
        Map<String, String> connected = new TreeMap<>(queues);
        connected.keySet().removeIf(channel -> !tracker(channel).isOpen());
        return connected;
    }

    /** The incoming channels that are connected, and whose consumer this service itself has ended. */
    Set<String> ended() {
        Set<String> ended = new TreeSet<>(connectedQueues().keySet());
        ended.removeIf(channel -> !tracker(channel).hasEnded());
        return ended;
    }

    /** A connection outside of the connector's channels, open when this returns. */
    Connection connect(String name) throws IOException, TimeoutException, GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(config.host());
        factory.setPort(config.port());
        factory.setVirtualHost(config.virtualHost());
        factory.setUsername(config.user());
        factory.setPassword(password());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setChannelRpcTimeout(0);
        if (config.tls().enabled()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{trust()}, null);
            factory.useSslProtocol(context);
        }
        return factory.newConnection(service.name() + " " + name);
    }

    private Tracker tracker(String channel) {
        return trackers.computeIfAbsent(channel, name -> new Tracker());
    }

    private BrokerTrust trust() {
        try {
            return new BrokerTrust(TrustedCertificates.of(config.tls().certificateAuthority()),
                    config.host() + ":" + config.port());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("gz.broker.tls.certificate-authority: " + e.getMessage(), e);
        }
    }

    private String password() {
        try (var lines = Files.lines(config.passwordFile())) {
            return lines.findFirst().orElseThrow(
                    () -> new IllegalStateException("the broker's password file is empty: " + config.passwordFile()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the broker's password file " + config.passwordFile(), e);
        }
    }

    /** Not told of a connection's end: the Java client calls {@code closeConnection} only in collectors of its own. */
    private static final class Tracker extends NoOpMetricsCollector {

        private volatile long generation;
        private volatile Connection current;
        private volatile Channel consuming;
        private volatile boolean ended;

        boolean isOpen() {
            Connection last = current;
            return last != null && last.isOpen();
        }

        @Override
        public void newConnection(Connection connection) {
            synchronized (this) {
                generation++;
            }
            consuming = null;
            ended = false;
            current = connection;
        }

        /** Not told of a consumer that the broker ended. */
        boolean hasEnded() {
            Channel last = consuming;
            return ended || last != null && !last.isOpen();
        }

        @Override
        public void basicConsume(Channel channel, String consumerTag, boolean autoAck) {
            consuming = channel;
            ended = false;
        }

        @Override
        public void basicCancel(Channel channel, String consumerTag) {
            ended = true;
        }

        @Override
        public void newChannel(Channel channel) {
            synchronized (this) {
                generation++;
            }
        }
    }
}
