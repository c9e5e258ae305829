package io.groundzero.backup.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.testbed.TestAuthority;
import io.groundzero.backup.testbed.TestBroker;
import io.groundzero.backup.testbed.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A real database and a real broker, both with TLS, for the gateway under test, and the other services' way to the broker. */
public class Servers implements QuarkusTestResourceLifecycleManager {

    public static final String OPERATOR_KEY = "operator-key-of-the-gateway-tests";
    public static final String VIEWER_KEY = "viewer-key-of-the-gateway-tests";
    /** Of a machine that may start backups. */
    public static final String ASSISTANT_KEY = "assistant-key-of-the-gateway-tests";

    /** The one in the file from which the database's first key comes. */
    public static final String FIRST_KEY = "gz_first-key-of-the-gateway-tests-012345678901";

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    private static TestBroker broker;
    private static TestPostgres database;

    @Override
    public Map<String, String> start() {
        broker = TestBroker.startTls(AUTHORITY);
        database = TestPostgres.startTls(AUTHORITY, Map.of());
        String authority = AUTHORITY.certificate().toString();
        return Map.ofEntries(Map.entry("gz.broker.host", TestAuthority.HOST),
                Map.entry("gz.broker.port", Integer.toString(broker.tlsPort())),
                Map.entry("gz.broker.tls.enabled", "true"),
                Map.entry("gz.broker.tls.certificate-authority", authority), Map.entry("gz.broker.user", "gateway"),
                Map.entry("gz.broker.password-file", broker.passwordFile("gateway").toString()),
                Map.entry("gz.database.host", TestAuthority.HOST),
                Map.entry("gz.database.sslmode", "verify-full"), Map.entry("gz.database.sslrootcert", authority),
                Map.entry("gz.database.port", Integer.toString(database.port())),
                Map.entry("gz.database.name", "postgres"), Map.entry("gz.database.user", database.superuser()),
                Map.entry("gz.database.password-file", database.passwordFile().toString()),
                Map.entry("gz.api.first-key-file", firstKeyFile().toString()),
                Map.entry("gz.gateway.clusters", "main,other"),
                Map.entry("gz.gateway.verifier-keys", TestVerifier.KNOWN.publicKey().toString()),
                Map.entry("quarkus.http.read-timeout", "10S"),
                // shorter than what comes between two comments of a stream of events
                Map.entry("quarkus.http.idle-timeout", "5S"),
                // many tests tell of backups that nobody works on
                Map.entry("gz.gateway.untaken-after", "P1D"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    private static Path firstKeyFile() {
        try {
            Path file = Files.createTempFile("gz-first-key", "");
            file.toFile().deleteOnExit();
            return Files.writeString(file, FIRST_KEY + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            broker.close();
            database.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the certificates of both. */
    public static TestAuthority authority() {
        return AUTHORITY;
    }

    public static TestBroker broker() {
        return broker;
    }

    public static TestPostgres database() {
        return database;
    }

    /** Publishes as one of the services, with its rights. */
    public static void publish(String user, String routingKey, String body, Map<String, Object> headers)
            throws IOException, TimeoutException, InterruptedException {
        try (Connection connection = connect(user); Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("backup", routingKey, new AMQP.BasicProperties.Builder().headers(headers).build(),
                    body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    /** Takes the next message from a service's work queue, as that service; null if it is empty. */
    public static GetResponse take(String user) throws IOException, TimeoutException {
        try (Connection connection = connect(user); Channel channel = connection.createChannel()) {
            return channel.basicGet(user, true);
        }
    }

    /** Empties a service's work queue, as that service; how many messages are lost. */
    public static int purge(String user) throws IOException, TimeoutException {
        try (Connection connection = connect(user); Channel channel = connection.createChannel()) {
            return channel.queuePurge(user).getMessageCount();
        }
    }

    private static Connection connect(String user) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(user);
        factory.setPassword(broker.password(user));
        return factory.newConnection();
    }
}
