package io.groundzero.backup.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.groundzero.backup.settings.Findings;
import io.groundzero.backup.settings.Start;
import io.groundzero.backup.testbed.ServiceProcess;

/** What the gateway refuses before it starts anything. What each kind of setting may be is tested in the module settings. */
class GatewaySettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setWhatIsNeeded() throws Exception {
        String file = Files.writeString(folder.resolve("secret"), "hidden\n").toString();
        environment.putAll(Map.of("GZ_BROKER_USER", "gateway", "GZ_BROKER_PASSWORD_FILE", file));
        environment.putAll(Map.of("GZ_GATEWAY_CLUSTERS", "main", "GZ_GATEWAY_VERIFIER_KEYS", file,
                "GZ_DATABASE_PASSWORD_FILE", file));
    }

    @Test
    void goodSettingsPass() {
        Findings findings = Gateway.SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "GZ_GATEWAY_CLUSTERS                    | ``            | is not set",
            "GZ_GATEWAY_CLUSTERS | main,Other DB | must be a name of at most 40 small letters, digits and dashes, but is Other DB",
            "GZ_GATEWAY_VERIFIER_KEYS               | ``            | is not set",
            "GZ_GATEWAY_STALLED_AFTER               | -1h           | must last PT1S to P24D",
            "GZ_GATEWAY_LOOK_EVERY                  | PT0.5S        | must last PT1S",
            "GZ_DATABASE_PORT                       | 0             | must be 1 to 65535",
            "GZ_DATABASE_PASSWORD_FILE              | ``            | is not set",
            "GZ_DATABASE_PASSWORD_FILE              | /not/there    | names a file that does not exist",
            "GZ_TARGETS_RPO                         | PT0S          | must last PT1M",
            "GZ_TARGETS_RTO                         | four          | must be a duration",
            "GZ_DRILLS_SCHEDULE                     | monthly       | must be a Quartz cron expression",
            "GZ_DRILLS_TIME_ZONE                    | Berlin        | must be a time zone",
            "GZ_MUTATION_SCHEDULE                   | nightly       | must be a Quartz cron expression",
            "GZ_MCP_TOOL_SEPARATOR                  | -             | must be one of . _",
            "GZ_OPENID_CLIENT_SECRET_FILE           | /not/there    | names a file that does not exist",
            "GZ_NOTIFICATIONS_SEND_EVERY            | 0             | must last PT1S",
            "GZ_NOTIFICATIONS_MAIL_PORT             | 0             | must be 1 to 65535",
            "GZ_NOTIFICATIONS_MAIL_ENCRYPTION       | ssl           | must be one of starttls, tls, none",
            "GZ_NOTIFICATIONS_WEBHOOKS_OPS_FORMAT   | irc           | must be one of slack",
            "GZ_NOTIFICATIONS_WEBHOOKS_OPS_URL_FILE | /not/there    | names a file that does not exist",
            "GZ_NOTIFICATIONS_DEAD_MAN_EVERY        | 1s            | must last PT10S",
            "GZ_NOTIFICATIONS_DEAD_MAN_PING_WHILE   | always        | must be one of protected"})
    void unusableSettingIsRefused(String variable, String value, String words) {
        environment.put(variable, value);

        Findings findings = Gateway.SETTINGS.check(environment);

        assertThat(findings.problems()).singleElement().asString().startsWith(variable + " " + words);
    }

    @Test
    void serviceSaysInALineEachWhatIsMissing() throws Exception {
        environment.remove("GZ_BROKER_USER");
        environment.put("GZ_RETRY_ATTEMPTS", "often");

        ServiceProcess ended = ServiceProcess.run(Gateway.class, environment);

        assertThat(ended.exitCode()).isEqualTo(Start.REFUSED);
        assertThat(ended.said().lines()).containsExactly("The gateway cannot start:",
                "  - GZ_BROKER_USER is not set. It is: The broker's user",
                "  - GZ_RETRY_ATTEMPTS must be a whole number, but is often", "All settings: docs/configuration.md");
    }
}
