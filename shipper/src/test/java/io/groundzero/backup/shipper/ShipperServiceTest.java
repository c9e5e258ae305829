package io.groundzero.backup.shipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.shipper.LocalStore.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The service as it runs, between a real broker and a real store, both with TLS. */
@QuarkusTest
@QuarkusTestResource(ServiceSurroundings.class)
class ShipperServiceTest {

    private static int backups;

    @ConfigProperty(name = "gz.volume")
    Path volume;
    @ConfigProperty(name = "gz.bucket.endpoint")
    URI endpoint;
    @ConfigProperty(name = "gz.bucket.certificate-authority")
    Path certificateAuthority;
    @ConfigProperty(name = "gz.bucket.access-key-file")
    Path accessKeyFile;
    @ConfigProperty(name = "gz.bucket.secret-key-file")
    Path secretKeyFile;
    @ConfigProperty(name = "gz.shipper.signing-key")
    Path signingKey;
    @ConfigProperty(name = "gz.broker.host")
    String brokerHost;
    @ConfigProperty(name = "test.broker-port")
    int brokerPort;
    @ConfigProperty(name = "test.encryptor-password")
    String encryptorPassword;
    @ConfigProperty(name = "test.verifier-password")
    String verifierPassword;
    @ConfigProperty(name = "test.gateway-password")
    String gatewayPassword;

    private Settings settings;
    private Fixture fixture;

    @BeforeEach
    void encrypted() throws Exception {
        settings = new Settings(LocalStore.BUCKET, Optional.of("dr/test"), endpoint,
                Optional.of(certificateAuthority), accessKeyFile, secretKeyFile, true, 10_000);
        fixture = new Fixture(volume, settings, signingKey, ++backups);
    }

    @Test
    void encryptedArtifactsBecomeABackupAndOneMessage() throws Exception {
        send(fixture.messages);

        BackupShipped shipped = receive();

        assertThat(shipped.backupId()).isEqualTo(fixture.backup.toString());
        assertThat(keys()).contains(shipped.manifestObject()).hasSize(6);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(fixture.volume.work(fixture.backup)).doesNotExist());
    }

    /** A retry needs the connector's outgoing channel while a delivery is still being worked on. */
    @Test
    void whatFailsForNowIsTriedAgainUntilItWorks() throws Exception {
        // a folder where the note belongs: the artifact can be uploaded, but not noted
        Path obstacle = fixture.volume.work(fixture.backup).resolve("globals.sql.zst.gpg.shipped.json.part/x");
        Files.createDirectories(obstacle);
        send(fixture.messages);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(keys()).hasSize(3));

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());

        assertThat(receive().backupId()).isEqualTo(fixture.backup.toString());
    }

    @Test
    void tellsTheGatewayWhichCopiesThereAre() throws Exception {
        try (Connection connection = connect("gateway", gatewayPassword);
                Channel channel = connection.createChannel()) {
            GetResponse report = await().atMost(Duration.ofSeconds(30)).until(
                    () -> channel.basicGet("gateway.status", true),
                    found -> found != null && found.getEnvelope().getRoutingKey().equals("status.copies.local"));

            assertThat(WireFormat.mapper().readValue(report.getBody(), CopyReport.class).place()).isEqualTo("local");
        }
    }

    private List<String> keys() {
        try (S3Client client = LocalStore.client(settings)) {
            return client.listObjectsV2(request -> request.bucket(LocalStore.BUCKET).prefix(fixture.folder()))
                    .contents().stream().map(S3Object::key).toList();
        }
    }

    private void send(List<ArtifactEncrypted> messages) throws Exception {
        try (Connection connection = connect("encryptor", encryptorPassword);
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (ArtifactEncrypted message : messages) {
                channel.basicPublish("backup", ArtifactEncrypted.ROUTING_KEY, null,
                        WireFormat.mapper().writeValueAsBytes(message));
            }
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private BackupShipped receive() throws Exception {
        try (Connection connection = connect("verifier", verifierPassword);
                Channel channel = connection.createChannel()) {
            GetResponse response = await().atMost(Duration.ofSeconds(30)).until(() -> next(channel),
                    found -> found != null);
            return WireFormat.mapper().readValue(response.getBody(), BackupShipped.class);
        }
    }

    private static GetResponse next(Channel channel) throws IOException {
        return channel.basicGet("verifier", true);
    }

    private Connection connect(String user, String password) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(brokerHost);
        factory.setPort(brokerPort);
        factory.setUsername(user);
        factory.setPassword(password);
        return factory.newConnection();
    }
}
