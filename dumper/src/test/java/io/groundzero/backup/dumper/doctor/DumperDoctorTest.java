package io.groundzero.backup.dumper.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.dumper.DumperMain;
import io.groundzero.backup.dumper.ServiceTest;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The doctor beside the running service, with its settings. */
@QuarkusTest
@QuarkusTestResource(ServiceTest.Surroundings.class)
class DumperDoctorTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new TreeMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void settingsOfTheService() {
        Config config = ConfigProvider.getConfig();
        config.getPropertyNames().forEach(name -> {
            // the build's and the service's own are no settings
            if (name.startsWith("gz.") && !name.matches("gz\\.(root|service\\..*)")) {
                config.getOptionalValue(name, String.class).ifPresent(value -> environment
                        .put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
            }
        });
    }

    @Test
    void aServiceThatWorksIsWell() {
        int code = examine();

        assertThat(code).as(text()).isZero();
        assertThat(text()).contains("ok    settings: complete", "ok    broker: localhost:", "logged in as dumper, "
                + "TLS, RabbitMQ ", "ok    exchange backup: is there", "ok    queue dumper: is there, ",
                "readers: 1", "is writable, ", "ok    source main: PostgreSQL 15.", "logged in as dump, ",
                "ok    clock: agrees with source main", "ok    programs for main: pg_dump 15.",
                "ok    databases of main: dump may read all of served; not dumped: ",
                "ok    space for main: enough for databases of ", "ok    schedule main: \"0/5 * * * * ?\", next at ",
                "ok    configuration files: none", "ok    checks: the shipped ones").doesNotContain("warn", "FAIL");
    }

    @Test
    void wrongPasswords() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
        environment.put("GZ_CLUSTERS_MAIN_PASSWORD_FILE", wrong.toString());
        environment.put("GZ_BROKER_PASSWORD_FILE", wrong.toString());

        int code = examine();

        assertThat(code).isOne();
        assertThat(text())
                .containsPattern("FAIL  source main: .*password.*\\(SOURCE_LOGIN_REFUSED\\)\n      Check user")
                .containsPattern("FAIL  broker: .* refuses the login of dumper\n      Check GZ_BROKER_USER")
                .contains("ok    volume");
    }

    @Test
    void serversThatDoNotAnswer() throws Exception {
        String nobody = Integer.toString(SourceCluster.freePort());
        environment.put("GZ_CLUSTERS_MAIN_PORT", nobody);
        environment.put("GZ_BROKER_PORT", nobody);

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  source main: .*\\(SOURCE_UNREACHABLE\\)")
                .containsPattern("FAIL  broker: localhost:" + nobody + ": .*refused.*\n      Check that RabbitMQ runs");
    }

    @Test
    void missingGrantsHideNeitherProgramsNorSpace() throws Exception {
        environment.put("GZ_CLUSTERS_MAIN_USER", "lesser");
        environment.put("GZ_CLUSTERS_MAIN_CLIENT_PROGRAMS", folder.toString());
        environment.put("GZ_DUMPER_DISK_RESERVE", "9000000G");
        SourceCluster.shared().run("postgres",
                "CREATE ROLE lesser LOGIN BYPASSRLS PASSWORD '" + SourceCluster.DUMP_PASSWORD.replace("'", "''") + "'");
        try {
            assertThat(examine()).isOne();
        } finally {
            SourceCluster.shared().run("postgres", "DROP ROLE lesser");
        }
        assertThat(text()).contains("(SOURCE_PERMISSION_MISSING)\n      GRANT ",
                "GRANT pg_read_all_data TO \"lesser\";")
                .containsPattern("FAIL  programs for main: .*\\(SOURCE_VERSION_UNSUPPORTED\\)")
                .containsPattern("FAIL  space for main: .*\\(DISK_FULL\\)");
    }

    @Test
    void superuserWithoutSchedule() throws Exception {
        environment.put("GZ_CLUSTERS_MAIN_USER", "postgres");
        environment.put("GZ_CLUSTERS_MAIN_PASSWORD_FILE",
                Files.writeString(folder.resolve("password"), SourceCluster.shared().password()).toString());
        environment.put("GZ_CLUSTERS_MAIN_SCHEDULE", "off");

        assertThat(examine()).as(text()).isZero();
        assertThat(text()).contains("warn  source main: postgres is a superuser", "warn  schedule main: off");
    }

    @Test
    void missingSettingsAndFiles() {
        environment.keySet().removeIf(name -> name.startsWith("GZ_CLUSTERS_"));
        environment.remove("GZ_BROKER_USER");
        environment.put("GZ_CLUSTERS_ONE_HOST", "127.0.0.1");
        environment.put("GZ_CLUSTERS_ONE_USER", "dump");
        environment.put("GZ_CLUSTERS_ONE_PASSWORD_FILE", "/nowhere");
        environment.put("GZ_CONFIGURATION_SECRETS_KEY", "/nowhere/key");
        environment.put("GZ_CHECKS_FOLDER", "/nowhere");
        environment.put("GZ_RETRY_DELAYS", "2h");
        environment.put("GZ_DUMPER_FINGERPRINT_JOBS", "99");

        assertThat(examine()).isOne();
        assertThat(text()).contains("FAIL  settings: GZ_BROKER_USER is not set",
                "FAIL  settings: GZ_RETRY_DELAYS must", "FAIL  settings: GZ_DUMPER_FINGERPRINT_JOBS must be",
                "FAIL  broker: not looked at",
                "gz.clusters.one.password-file cannot be read: /nowhere", "(CONFIGURATION_FILE_MISSING)",
                "FAIL  checks: gz.checks.folder must be");
    }

    @Test
    void aBrokerWithoutItsTopology() {
        environment.put("MP_MESSAGING_INCOMING_WORK_QUEUE_NAME", "other");

        assertThat(examine()).isOne();
        assertThat(text()).contains("ok    exchange backup: is there",
                "FAIL  queue other: NOT_FOUND - no queue 'other'",
                "      Load infra/rabbitmq/definitions.json");
    }

    private int examine() {
        return new DoctorCommand(DumperDoctor::checks, new PrintStream(printed, true, StandardCharsets.UTF_8),
                System.err).run(GivenSettings.of(DumperMain.SETTINGS, environment));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
