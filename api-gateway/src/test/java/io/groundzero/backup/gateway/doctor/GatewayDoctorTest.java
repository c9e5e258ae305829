package io.groundzero.backup.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.gateway.Gateway;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.database.CommandDatabase;
import io.groundzero.backup.handover.doctor.DoctorCommand;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The doctor beside the running service, with its settings. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class GatewayDoctorTest {

    private static final String EMPTY = "empty_status";

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
    void aServiceThatWorksIsWell() {
        environment.put("GZ_NOTIFICATIONS_WEBHOOKS_OPS_URL", "https://ntfy.example.org/backup");
        environment.put("GZ_NOTIFICATIONS_DEAD_MAN_URL", "https://ping.example.org/");

        int code = examine();

        assertThat(code).as(text()).isZero();
        assertThat(text()).contains("ok    settings: complete", "ok    queue gateway.parked: is there",
                "ok    queue gateway.status: is there", "ok    queue gateway.unroutable: is there",
                "ok    database: PostgreSQL 15.", "logged in as postgres to postgres",
                "ok    clock: agrees with database", "ok    schema: version 1",
                "ok    targets: of main, other: at most 24 h are lost (RPO), and a restore takes at most 4 h (RTO)",
                "ok    game days: at \"0 0 5 ? * 1#1\", UTC", "ok    notifications: by ops (json)",
                "ok    dead-man's switch: pinged every 300 s", "ok    identity provider: none").doesNotContain("FAIL");
    }

    @Test
    void anEmptyDatabaseBesideOthersAndNobodyToTell() throws Exception {
        inDatabase("CREATE DATABASE " + EMPTY);
        try {
            environment.put("GZ_DATABASE_NAME", EMPTY);

            assertThat(examine()).as(text()).isZero();
            assertThat(text()).contains("ok    schema: empty; the gateway fills it",
                    "warn  notifications: nobody is told", "warn  dead-man's switch: nobody outside");

            printed.reset();
            environment.put("GZ_DATABASE_NAME", "postgres");

            assertThat(examine()).isZero();
            assertThat(text()).containsPattern("warn  database: its server also holds .*" + EMPTY);
        } finally {
            inDatabase("DROP DATABASE " + EMPTY);
        }
    }

    @Test
    void wrongPasswords() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
        environment.put("GZ_DATABASE_PASSWORD_FILE", wrong.toString());
        environment.put("GZ_BROKER_PASSWORD_FILE", wrong.toString());

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  database: .*password authentication failed.*\n      Check that")
                .contains("refuses the login of gateway", "ok    targets");
    }

    @Test
    void aDatabaseThatDoesNotAnswerAndBrokenChannels() {
        environment.put("GZ_DATABASE_PORT", "1");
        environment.put("GZ_NOTIFICATIONS_WEBHOOKS_OPS_URL_FILE", "/nowhere");
        environment.put("GZ_OPENID_ISSUER", "http://far.example.org");
        environment.put("GZ_DRILLS_SCHEDULE", "sometimes");
        environment.put("GZ_TARGETS_RPO", "PT0S");

        assertThat(examine()).isOne();
        assertThat(text()).containsPattern("FAIL  database: .*refused").contains(
                "FAIL  notifications: GZ_NOTIFICATIONS_WEBHOOKS_OPS_URL_FILE: cannot read /nowhere",
                "FAIL  identity provider: GZ_OPENID_ISSUER", "FAIL  game days: ",
                "FAIL  targets: GZ_TARGETS_RPO must be");
    }

    @Test
    void missingSettings() {
        environment.remove("GZ_DATABASE_PASSWORD_FILE");
        environment.remove("GZ_GATEWAY_CLUSTERS");

        assertThat(examine()).isOne();
        assertThat(text()).contains("FAIL  settings: GZ_GATEWAY_CLUSTERS is not set",
                "FAIL  settings: GZ_DATABASE_PASSWORD_FILE is not set");
    }

    private void inDatabase(String sql) throws Exception {
        try (Connection connection = CommandDatabase.of(GivenSettings.of(Gateway.SETTINGS, environmentOf("postgres")))
                .open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Map<String, String> environmentOf(String database) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put("GZ_DATABASE_NAME", database);
        return changed;
    }

    private int examine() {
        return new DoctorCommand(GatewayDoctor::checks, new PrintStream(printed, true, StandardCharsets.UTF_8),
                System.err).run(GivenSettings.of(Gateway.SETTINGS, environment));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
