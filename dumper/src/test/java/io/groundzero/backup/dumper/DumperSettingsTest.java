package io.groundzero.backup.dumper;

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

/** What the dumper refuses before it starts anything. What each kind of setting may be is tested in the module settings. */
class DumperSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setWhatIsNeeded() throws Exception {
        String file = Files.writeString(folder.resolve("secret"), "hidden\n").toString();
        environment.putAll(Map.of("GZ_BROKER_USER", "dumper", "GZ_BROKER_PASSWORD_FILE", file));
        environment.putAll(Map.of("GZ_VOLUME", folder.toString(), "GZ_CLUSTERS_MAIN_HOST", "postgres",
                "GZ_CLUSTERS_MAIN_USER", "dump",
                "GZ_CLUSTERS_MAIN_PASSWORD_FILE", file));
    }

    @Test
    void goodSettingsPass() {
        Findings findings = DumperMain.SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "GZ_BROKER_PORT                      | 70000         | must be 1 to 65535",
            "GZ_BROKER_PASSWORD_FILE             | /not/there    | names a file that does not exist",
            "GZ_BROKER_TLS_ENABLED               | ture          | must be true or false",
            "GZ_BROKER_TLS_CERTIFICATE_AUTHORITY | /etc/hostname | must name a PEM file with certificates",
            "GZ_BROKER_PATIENCE                  | PT0S          | must last PT1S to P1D",
            "GZ_RETRY_DELAYS                     | 10s,2h        | must last PT1S to PT1H",
            "GZ_RETRY_DELAYS | 1s,2s,3s,4s | must have at most 3 elements, but has 4",
            "GZ_BROKER_HOST | `` | is set to nothing",
            "QUARKUS_HTTP_HOST | 192.0.2.1 | must be an address of this machine",
            "GZ_LOG_JSON                         | perhaps       | must be true or false",
            "GZ_TRACES_ENDPOINT                  | collector     | must be an address",
            "QUARKUS_HTTP_PORT                   | http          | must be a whole number",
            "GZ_VOLUME                           | ``            | is not set",
            "GZ_VOLUME                           | /not/there    | must be the absolute path of a folder",
            "GZ_VOLUME                           | backups       | must be the absolute path of a folder",
            "GZ_CLUSTERS_OTHER_HOSTS             | x             | is no setting: is GZ_CLUSTERS_OTHER_HOST meant?",
            "GZ_CLUSTERS_MAIN_USER               | ``            | is not set",
            "GZ_CLUSTERS_MAIN_PASSWORD_FILE      | /not/there    | names a file that does not exist",
            "GZ_CLUSTERS_MAIN_SSLMODE            | on            | must be one of disable",
            "GZ_CLUSTERS_MAIN_FORMAT             | custom        | must be one of directory, plain",
            "GZ_CLUSTERS_MAIN_JOBS               | 0             | must be 1 to 64",
            "GZ_CLUSTERS_MAIN_SCHEDULE           | daily         | must be a Quartz cron expression",
            "GZ_CLUSTERS_MAIN_TIME_ZONE          | Berlin        | must be a time zone",
            "GZ_CLUSTERS_MAIN_LOCK_WAIT          | -10s          | must last PT1S to P24D, but is PT-10S",
            "GZ_CLUSTERS_MAIN_CLIENT_PROGRAMS    | /not/there    | must be the absolute path of a folder",
            "GZ_DUMPER_DISK_RESERVE              | 512 MB        | must be a size",
            "GZ_DUMPER_DISK_FACTOR               | 0             | must be 0.01 to 100",
            "GZ_DUMPER_ABANDONED_AFTER           | P-7D          | must last PT1H",
            "GZ_DUMPER_FINGERPRINT               | some          | must be one of counts, sampled, full",
            "GZ_DUMPER_FINGERPRINT_JOBS          | 17            | must be 1 to 16",
            "GZ_CONFIGURATION_SECRETS_N8NKEY     | /not/there    | names a file that does not exist",
            "GZ_CONFIGURATION_BASE               | srv           | must be the absolute path",
            "GZ_CHECKS_FOLDER                    | /not/there    | must be the absolute path",
            "GZ_CHECKS_TIME_LIMIT                | 0             | must last PT1S"})
    void unusableSettingIsRefused(String variable, String value, String words) {
        environment.put(variable, value);

        Findings findings = DumperMain.SETTINGS.check(environment);

        assertThat(findings.problems()).singleElement().asString().startsWith(variable + " " + words);
    }

    @Test
    void serviceSaysInALineEachWhatIsMissing() throws Exception {
        environment.remove("GZ_BROKER_USER");
        environment.put("GZ_RETRY_ATTEMPTS", "often");

        ServiceProcess ended = ServiceProcess.run(DumperMain.class, environment);

        assertThat(ended.exitCode()).isEqualTo(Start.REFUSED);
        assertThat(ended.said().lines()).containsExactly("The dumper cannot start:",
                "  - GZ_BROKER_USER is not set. It is: The broker's user",
                "  - GZ_RETRY_ATTEMPTS must be a whole number, but is often", "All settings: docs/configuration.md");
    }
}
