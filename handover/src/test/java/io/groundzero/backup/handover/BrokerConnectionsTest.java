package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.testbed.TestBroker;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;

/** What is known of the connector's connections while a real broker comes and goes. */
class BrokerConnectionsTest {

    private static final String INCOMING = "work";
    private static final Duration SOON = Duration.ofSeconds(60);

    private TestBroker broker;
    private Vertx vertx;
    private BrokerConnections connections;

    @BeforeEach
    void start() {
        broker = TestBroker.start();
        vertx = Vertx.vertx();
        connections = TestConnections.of(Map.of("gz.broker.host", broker.host(), "gz.broker.port",
                Integer.toString(broker.port()), "gz.broker.user", "shipper", "gz.broker.password-file",
                broker.passwordFile("shipper").toString(), "gz.service.name", "test"));
    }

    @AfterEach
    void stop() throws Exception {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } finally {
            broker.close();
        }
    }

    @Test
    void aLostConnectionIsKnownAndSoIsTheNextOne() throws Exception {
        // Given
        RabbitMQOptions incoming = connections.customize(INCOMING, null, new RabbitMQOptions());
        RabbitMQOptions outgoing = connections.customize(BrokerConnections.OUTGOING, null, new RabbitMQOptions());
        // the outgoing one connects with the first message
        assertThat(connections.states()).isEqualTo(Map.of(INCOMING, false, BrokerConnections.OUTGOING, true));
        connect(incoming);
        connect(outgoing);
        assertThat(connections.states()).isEqualTo(Map.of(INCOMING, true, BrokerConnections.OUTGOING, true));
        long generation = connections.generation(INCOMING);

        // When
        broker.stop();

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(connections.states())
                .isEqualTo(Map.of(INCOMING, false, BrokerConnections.OUTGOING, false)));
        assertThat(connections.canSend()).isFalse();

        // When
        broker.resume();

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(connections.states())
                .isEqualTo(Map.of(INCOMING, true, BrokerConnections.OUTGOING, true)));
        assertThat(connections.canSend()).isTrue();
        assertThat(connections.generation(INCOMING)).isGreaterThan(generation);
    }

    private void connect(RabbitMQOptions options) throws Exception {
        RabbitMQClient.create(vertx, options).start().toCompletionStage().toCompletableFuture().get(60,
                TimeUnit.SECONDS);
    }
}
