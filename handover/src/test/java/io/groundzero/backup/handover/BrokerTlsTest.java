package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.testbed.TestAuthority;
import io.groundzero.backup.testbed.TestBroker;
import io.vertx.core.Vertx;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQOptions;

/** The connector's own client with the options that every channel gets, against a real broker. */
class BrokerTlsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    private static TestBroker broker;
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        broker = TestBroker.startTls(AUTHORITY);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", BrokerConnections.OUTGOING})
    void aBrokerThatProvesWhoItIsIsUsed(String channel) throws Exception {
        connect(options(channel, TestAuthority.HOST, AUTHORITY.certificate()));

        assertThat(broker.ctl("list_connections", "user", "ssl", "client_properties"))
                .containsPattern("shipper\\s+true.*test " + channel);
    }

    @Test
    void anotherAuthorityIsRefused() {
        Path other = TestAuthority.create().certificate();

        assertThat(refusal(TestAuthority.HOST, other)).contains("RabbitMQ at localhost:" + broker.tlsPort(),
                "not signed by an authority that is trusted here", "GZ_BROKER_TLS_CERTIFICATE_AUTHORITY");
    }

    @Test
    void theJvmsOwnAuthoritiesAreNotEnoughForAPrivateOne() {
        assertThat(refusal(TestAuthority.HOST, null)).contains("not signed by an authority that is trusted here");
    }

    @Test
    void anotherHostNameIsRefused() {
        assertThat(refusal("127.0.0.1", AUTHORITY.certificate())).contains(
                "RabbitMQ at 127.0.0.1:" + broker.tlsPort(), "its certificate is not for this host name",
                "GZ_BROKER_HOST");
    }

    @Test
    void anAuthorityWithoutTlsIsRefused() {
        assertThatThrownBy(() -> connections(Map.of("gz.broker.tls.certificate-authority",
                AUTHORITY.certificate().toString(), "gz.broker.tls.enabled", "false"))
                .customize("work", null, new RabbitMQOptions()))
                .hasMessageContaining("nothing would be encrypted");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> options("work", TestAuthority.HOST, Path.of("/nowhere")))
                .hasMessageContaining("gz.broker.tls.certificate-authority: cannot read /nowhere");
    }

    private static String refusal(String host, Path authority) {
        RabbitMQOptions options = options("work", host, authority).setReconnectAttempts(0);
        Throwable failure = catchThrowable(() -> connect(options));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        return failure.getCause().getMessage();
    }

    private static void connect(RabbitMQOptions options) throws Exception {
        RabbitMQClient.create(vertx, options).start().toCompletionStage().toCompletableFuture().get(20,
                TimeUnit.SECONDS);
    }

    private static RabbitMQOptions options(String channel, String host, Path authority) {
        Map<String, String> settings = new HashMap<>(Map.of("gz.broker.host", host));
        Optional.ofNullable(authority)
                .ifPresent(file -> settings.put("gz.broker.tls.certificate-authority", file.toString()));
        return connections(settings).customize(channel, null, new RabbitMQOptions());
    }

    private static BrokerConnections connections(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of("gz.broker.port",
                Integer.toString(broker.tlsPort()), "gz.broker.user", "shipper", "gz.broker.password-file",
                broker.passwordFile("shipper").toString(), "gz.broker.tls.enabled", "true", "gz.service.name", "test"));
        settings.putAll(changes);
        return TestConnections.of(settings);
    }
}
