package io.groundzero.backup.encryptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The doctor beside the running service, with its settings. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EncryptorDoctorTest {

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
    void aServiceThatWorksIsWell() throws Exception {
        Path keys = Files.createDirectory(folder.resolve("public"));
        try (TestKeys gpg = new TestKeys()) {
            String first = gpg.make("first", keys);
            String second = gpg.make("second", keys);
            environment.put("GZ_ENCRYPTOR_KEYS", keys.toString());
            environment.remove("GZ_ENCRYPTOR_RECIPIENTS");
            environment.put("GZ_ENCRYPTOR_RECIPIENTS_FILE",
                    Files.write(folder.resolve("recipients"), List.of(first, second)).toString());

            assertThat(examine()).as(text()).isZero();
            assertThat(text())
                    .contains("ok    settings: complete", "ok    broker: 127.0.0.1:", "ok    queue encryptor: ",
                            "ok    volume: ",
                            "ok    recipients: each of these keys opens the backups: " + first + ", " + second)
                    .doesNotContain("warn", "FAIL");
        }
    }

    @Test
    void aSingleKeyIsUnwise() {
        assertThat(examine()).isZero();
        assertThat(text()).contains("warn  recipients: a single key opens the backups");
    }

    @Test
    void aKeyThatExpiresSoon() throws Exception {
        Path keys = Files.createDirectory(folder.resolve("public"));
        try (TestKeys gpg = new TestKeys()) {
            environment.remove("GZ_ENCRYPTOR_RECIPIENTS_FILE");
            environment.put("GZ_ENCRYPTOR_RECIPIENTS", gpg.makeExpiring("brief", keys, "20d"));
            environment.put("GZ_ENCRYPTOR_KEYS", keys.toString());

            assertThat(examine()).isZero();
            assertThat(text()).containsPattern("warn  recipients: in 30 days: .*expired on 20");
        }
    }

    @Test
    void anExpiredKeyAndAVolumeThatIsNotThere() throws Exception {
        Path keys = Files.createDirectory(folder.resolve("public"));
        try (TestKeys gpg = new TestKeys()) {
            environment.remove("GZ_ENCRYPTOR_RECIPIENTS_FILE");
            environment.put("GZ_ENCRYPTOR_RECIPIENTS", gpg.makeExpired("old", keys));
            environment.put("GZ_ENCRYPTOR_KEYS", keys.toString());
            environment.put("GZ_VOLUME", folder.resolve("absent").toString());

            assertThat(examine()).isOne();
            assertThat(text())
                    .containsPattern("FAIL  recipients: .*expired on 2021-01-01.*\\(RECIPIENT_KEY_UNUSABLE\\)")
                    .contains("FAIL  volume: " + folder.resolve("absent") + " is no folder", "ok    broker: ");
        }
    }

    @Test
    void aMissingKeyFileAndAWrongPassword() throws Exception {
        environment.put("GZ_ENCRYPTOR_KEYS", "/nowhere");
        environment.put("GZ_BROKER_PASSWORD_FILE", Files.writeString(folder.resolve("wrong"), "wrong").toString());

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  recipients: .*/nowhere").contains("refuses the login of encryptor");
    }

    private int examine() {
        return new DoctorCommand(EncryptorDoctor::checks, new PrintStream(printed, true, StandardCharsets.UTF_8),
                System.err).run(GivenSettings.of(EncryptorMain.SETTINGS, environment));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
