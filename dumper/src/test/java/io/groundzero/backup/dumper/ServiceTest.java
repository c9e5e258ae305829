package io.groundzero.backup.dumper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.testbed.TestAuthority;
import io.groundzero.backup.testbed.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;

/** The service as it runs: a real broker, a real source, both with TLS, its own configuration and schedule. */
@QuarkusTest
@QuarkusTestResource(ServiceTest.Surroundings.class)
public class ServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ConfigProperty(name = "test.broker-port")
    int port;

    @ConfigProperty(name = "test.passwords")
    Path passwords;

    @ConfigProperty(name = "gz.volume")
    Path root;

    @Test
    void dumpsOnScheduleAndHandsEachArtifactOn() throws Exception {
        VolumePaths volume = new VolumePaths(root);
        List<ArtifactDumped> handedOn = new ArrayList<>();
        try (Connection connection = connect("encryptor"); Channel channel = connection.createChannel()) {
            await().atMost(PATIENCE).until(() -> {
                GetResponse message = channel.basicGet("encryptor", true);
                if (message != null) {
                    handedOn.add(WireFormat.mapper().readValue(message.getBody(), ArtifactDumped.class));
                }
                return handedOn.size() == 3;
            });
        }

        assertThat(handedOn).extracting(ArtifactDumped::artifactName).containsExactly("globals.sql.zst.gpg",
                "served.dir.tar.zst.gpg", "fingerprint.json.zst.gpg");
        assertThat(handedOn).extracting(ArtifactDumped::backupId).containsOnly(handedOn.get(0).backupId())
                .allMatch(id -> id.matches("main-\\d{8}T\\d{6}Z"));
        assertThat(handedOn).allMatch(message -> Files.exists(volume.resolve(message.artifact().path())));
    }

    @Test
    void parksWhatItCannotDo() throws Exception {
        BackupRequested request = new BackupRequested("other-20261123T030000Z", "other", Instant.now(), "api");
        try (Connection connection = connect("gateway"); Channel channel = connection.createChannel()) {
            channel.basicPublish("backup", BackupRequested.ROUTING_KEY, new AMQP.BasicProperties(),
                    WireFormat.mapper().writeValueAsBytes(request));

            await().atMost(PATIENCE).untilAsserted(() -> {
                GetResponse parked = channel.basicGet("gateway.parked", true);
                assertThat(parked).isNotNull();
                assertThat(parked.getProps().getHeaders().get("gz-code")).hasToString("REQUEST_INVALID");
                assertThat(parked.getBody()).asString(StandardCharsets.UTF_8).contains(request.backupId());
            });
        }
    }

    private Connection connect(String user) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(Files.readString(passwords.resolve("broker-" + user)).strip());
        return factory.newConnection();
    }

    /** Starts what the service needs, and tells it by configuration. */
    public static class Surroundings implements QuarkusTestResourceLifecycleManager {

        private TestBroker started;
        private Path folder;

        @Override
        public Map<String, String> start() {
            try {
                started = TestBroker.startTls(SourceCluster.AUTHORITY);
                SourceCluster source = SourceCluster.shared();
                source.create("served", "CREATE TABLE t(x int)");
                folder = Files.createTempDirectory("gz-dumper-service");
                Map<String, String> properties = new TreeMap<>();
                properties.put("gz.volume", Files.createDirectory(folder.resolve("volume")).toString());
                properties.put("gz.broker.host", TestAuthority.HOST);
                properties.put("gz.broker.port", Integer.toString(started.tlsPort()));
                properties.put("gz.broker.tls.enabled", "true");
                properties.put("gz.broker.tls.certificate-authority", SourceCluster.AUTHORITY.certificate().toString());
                properties.put("test.broker-port", Integer.toString(started.port()));
                properties.put("gz.broker.user", "dumper");
                properties.put("gz.broker.password-file", started.passwordFile("dumper").toString());
                properties.put("test.passwords", started.passwordFile("dumper").getParent().toString());
                properties.put("gz.clusters.main.host", TestAuthority.HOST);
                properties.put("gz.clusters.main.sslrootcert", SourceCluster.AUTHORITY.certificate().toString());
                properties.put("gz.clusters.main.port", Integer.toString(source.port()));
                properties.put("gz.clusters.main.user", "dump");
                properties.put("gz.clusters.main.password-file",
                        Files.writeString(folder.resolve("password"), SourceCluster.DUMP_PASSWORD).toString());
                properties.put("gz.clusters.main.databases", "served");
                // it goes on dumping while other tests do, whose advisory lock is in database postgres
                properties.put("gz.clusters.main.maintenance-database", "served");
                properties.put("gz.clusters.main.schedule", "0/5 * * * * ?");
                properties.put("gz.dumper.disk-reserve", "1M");
                properties.put("quarkus.http.test-port", "0");
                return properties;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {
            try {
                started.close();
                DurableFiles.deleteTree(folder);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
