package io.groundzero.backup.shipper.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.shipper.LocalStore;
import io.groundzero.backup.shipper.ServiceSurroundings;
import io.groundzero.backup.shipper.ShipperMain;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The doctor beside the running service, with its settings. */
@QuarkusTest
@QuarkusTestResource(ServiceSurroundings.class)
class ShipperDoctorTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new TreeMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void settingsOfTheService() {
        ConfigProvider.getConfig().getPropertyNames().forEach(name -> {
            // the build's and the service's own are no settings
            if (name.startsWith("gz.") && !name.matches("gz\\.(root|service\\..*)")) {
                ConfigProvider.getConfig().getOptionalValue(name, String.class).ifPresent(value -> environment
                        .put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
            }
        });
    }

    @Test
    void aServiceThatWorksIsWellAndTheBucketStaysAsItIs() {
        List<String> before = keys();

        int code = examine();

        assertThat(code).as(text()).isZero();
        assertThat(text()).contains("ok    settings: complete", "ok    broker: localhost:", "ok    queue shipper: ",
                "ok    volume: ", ": put, head, list and abort", "ok    clock: agrees with bucket backups",
                "warn  bucket backups: this key can also read", "warn  bucket backups: this key can also delete",
                " signs manifests").doesNotContain("FAIL");
        assertThat(keys()).isEqualTo(before);
        try (S3Client client = client()) {
            assertThat(client.listMultipartUploads(request -> request.bucket(LocalStore.BUCKET)).uploads()).isEmpty();
        }
    }

    @Test
    void wrongSecretAndMissingKeyFile() throws Exception {
        environment.put("GZ_BUCKET_SECRET_KEY_FILE", Files.writeString(folder.resolve("wrong"), "wrong").toString());
        environment.put("GZ_SHIPPER_SIGNING_KEY", "/nowhere");

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  bucket backups: .*\\(BUCKET_ACCESS_DENIED\\)\n      Check access key")
                .containsPattern("FAIL  signing key: .*/nowhere.*\\(SIGNING_KEY_UNUSABLE\\)").contains("ok    broker");
    }

    @Test
    void missingBucketAndVolume() {
        environment.put("GZ_BUCKET_NAME", "nowhere");
        environment.put("GZ_VOLUME", "/nowhere");
        environment.put("GZ_SHIPPER_PARALLEL_PARTS", "0");

        assertThat(examine()).isOne();
        assertThat(text()).contains("FAIL  settings: GZ_SHIPPER_PARALLEL_PARTS must be")
                .containsPattern("FAIL  bucket nowhere: .*\\(BUCKET_MISSING\\)\n      Create the bucket")
                .contains("FAIL  volume: /nowhere is no folder");
    }

    @Test
    void aStoreThatDoesNotAnswerAndSettingsThatAreMissing() {
        environment.put("GZ_BUCKET_ENDPOINT", "http://127.0.0.1:1");
        environment.remove("GZ_BUCKET_CERTIFICATE_AUTHORITY");
        environment.remove("GZ_SHIPPER_SIGNING_KEY");

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  bucket backups: .*\\(BUCKET_UNREACHABLE\\)").contains(
                "FAIL  settings: GZ_SHIPPER_SIGNING_KEY is not set", "FAIL  signing key: not looked at");

    }

    @Test
    void overwritingIsUnwise() {
        environment.put("GZ_BUCKET_CONDITIONAL_WRITES", "false");

        assertThat(examine()).isZero();
        assertThat(text()).contains("warn  bucket backups: GZ_BUCKET_CONDITIONAL_WRITES is false");
    }

    private List<String> keys() {
        try (S3Client client = client()) {
            return client.listObjectsV2(request -> request.bucket(LocalStore.BUCKET)).contents().stream()
                    .map(S3Object::key).toList();
        }
    }

    private S3Client client() {
        return LocalStore.client(new LocalStore.Settings(LocalStore.BUCKET, Optional.empty(),
                java.net.URI.create(environment.get("GZ_BUCKET_ENDPOINT")),
                Optional.ofNullable(environment.get("GZ_BUCKET_CERTIFICATE_AUTHORITY")).map(Path::of),
                Path.of(environment.get("GZ_BUCKET_ACCESS_KEY_FILE")),
                Path.of(environment.get("GZ_BUCKET_SECRET_KEY_FILE")), true, 10_000));
    }

    private int examine() {
        return new DoctorCommand(ShipperDoctor::checks, new PrintStream(printed, true, StandardCharsets.UTF_8),
                System.err).run(GivenSettings.of(ShipperMain.SETTINGS, environment));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
