package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.testbed.TestBroker;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;

/** A service that is connected and yet does nothing is not ready, and tells. With a real broker. */
class BrokerTroubleTest {

    private static final String INCOMING = "work";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestBroker broker;

    private Vertx vertx;
    private BrokerConnections connections;
    private BrokerProbe probe;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    /** @param service whose queue it takes messages from */
    private void start(String service) throws Exception {
        vertx = Vertx.vertx();
        connections = TestConnections.of(Map.of("gz.broker.host", broker.host(), "gz.broker.port",
                Integer.toString(broker.port()), "gz.broker.user", service, "gz.broker.password-file",
                broker.passwordFile(service).toString(), "gz.service.name", service));
        RabbitMQClient client = RabbitMQClient.create(vertx, connections.customize(INCOMING,
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(Map.of("queue.name", service), "channel", 500)).build(),
                new RabbitMQOptions()));
        client.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        client.basicConsumer(service).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        probe = new BrokerProbe(connections, TestConnections.service(service, "ship"));
        probe.start(null);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ready().getStatus()).isEqualTo(HealthCheckResponse.Status.UP));
    }

    @AfterEach
    void stop() throws Exception {
        probe.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aBrokerThatIsShortOfSomethingIsToldAndThatItHealedToo() throws Exception {
        start("shipper");

        broker.ctl("set_vm_memory_high_watermark", "absolute", "1MB");
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(probe.trouble()).hasValueSatisfying(
                    what -> assertThat(what).contains("takes no messages").contains("memory")));
            assertThat(ready().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat(ready().getData().orElseThrow().get("RabbitMQ").toString()).contains("memory");
        } finally {
            broker.ctl("set_vm_memory_high_watermark", "0.4");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ready().getStatus()).isEqualTo(HealthCheckResponse.Status.UP));
        assertThat(
                broker.ctl("list_queues", "-q", "name", "messages").lines().filter(line -> line.startsWith("dumper")))
                .as("what it tried with").allMatch(line -> line.strip().endsWith("0"));
    }

    @Test
    void aConsumerThatEndedIsToldOnceAndIsNotReady() throws Exception {
        start("encryptor");
        List<String> told = new ArrayList<>();
        Publisher publisher = new Publisher() {

            @Override
            public void publish(String routingKey, byte[] body, Map<String, Object> headers, Duration expiration) {
                told.add(routingKey + " " + headers.get(Headers.CODE) + " " + headers.get(Headers.CAUSE));
            }

            @Override
            public void offer(String routingKey, byte[] body) {
                throw new AssertionError("may be lost");
            }
        };
        EndedConsumers ended = new EndedConsumers(probe, publisher, TestConnections.service("encryptor", "encrypt"));

        broker.ctl("delete_queue", "encryptor");

        await().atMost(SOON).untilAsserted(() -> {
            ended.look();
            ended.look();
            assertThat(told).hasSize(1);
        });
        assertThat(told.get(0)).startsWith("parked.encryptor CONSUMER_ENDED the encryptor gets no messages any more");
        assertThat(ready().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    private HealthCheckResponse ready() {
        return new BrokerReadiness(connections, probe).call();
    }
}
