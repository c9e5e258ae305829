package io.groundzero.backup.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service with settings that cannot work says which and why, all at once. */
class SettingsTest {

    private static final Settings SETTINGS = Settings.of("sample", SampleConfig.class, SampleConfig.Lone.class);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setWhatIsNeeded() throws Exception {
        environment.put("SAMPLE_NEEDED", "here");
        environment.put("LONE", folder.toString());
        file("secret", "hidden\n");
        file("blank", "\nsecond line\n");
        file("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    }

    @Test
    void goodSettingsPass() {
        environment.putAll(Map.of("SAMPLE_PASSWORD_FILE", folder + "/secret", "SAMPLE_KEYS", folder + "," + folder,
                "SAMPLE_BLOCKS_ONE_HOST", "a", "SAMPLE_ENDPOINT", "https://store.example.org:9000", "SAMPLE_SCRATCH",
                "/not/yet/there", "SAMPLE_LETTER", "long-one", "SAMPLE_SCHEDULE", "off", "SAMPLE_SECRETS_APP_KEY",
                folder + "/secret"));

        environment
                .putAll(Map.of("SAMPLE_FIRST_KEY_FILE", "/no/more", "SAMPLE_REQUESTS", "", "SAMPLE_HOST", "0.0.0.0"));

        Findings findings = SETTINGS.check(environment);

        assertThat(findings).isEqualTo(new Findings(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // missing
            "SAMPLE_NEEDED          | ``              | SAMPLE_NEEDED is not set",
            "LONE                   | ``              | LONE is not set",
            "SAMPLE_BLOCKS_ONE_PORT | 1               | SAMPLE_BLOCKS_ONE_HOST is not set",
            "SAMPLE_WORD            | ``              | SAMPLE_WORD is set to nothing. Delete or comment out its line: then it is x",
            "SAMPLE_ENABLED         | ``              | SAMPLE_ENABLED is set to nothing. Delete or comment out its line: then it is false",
            "SAMPLE_DELAYS          | ``              | SAMPLE_DELAYS is set to nothing. Delete or comment out its line: then it is 10s,1m",
            "SAMPLE_SECRETS_APP     | ``              | SAMPLE_SECRETS_APP is not set",
            // malformed
            "SAMPLE_JOBS            | two             | SAMPLE_JOBS must be a whole number, but is two",
            "SAMPLE_JOBS            | 99999999999     | SAMPLE_JOBS must be a whole number",
            "SAMPLE_FACTOR          | 1,5             | SAMPLE_FACTOR must be a number such as 1.5",
            "SAMPLE_DELAYS          | 10s,soon        | SAMPLE_DELAYS must be a duration such as 10s, 15m, 6h or PT6H",
            "SAMPLE_SIZE            | 16 Megabytes    | SAMPLE_SIZE must be a size such as 512M or 2G",
            "SAMPLE_ENABLED         | ture            | SAMPLE_ENABLED must be true or false, but is ture",
            "SAMPLE_LETTER          | b               | SAMPLE_LETTER must be one of a, long-one",
            "SAMPLE_ENDPOINT        | http://a b      | SAMPLE_ENDPOINT must be an address such as https://host:port",
            "SAMPLE_NESTED_PORT     | x               | SAMPLE_NESTED_PORT must be a whole number, but is x",
            // out of range
            "SAMPLE_JOBS            | 0               | SAMPLE_JOBS must be 1 to 64, but is 0",
            "SAMPLE_JOBS            | -1              | SAMPLE_JOBS must be 1 to 64, but is -1",
            "SAMPLE_JOBS            | 65              | SAMPLE_JOBS must be 1 to 64, but is 65",
            "SAMPLE_FACTOR          | NaN             | SAMPLE_FACTOR must be 0.5 to 100, but is NaN",
            "SAMPLE_FACTOR          | 0.4             | SAMPLE_FACTOR must be 0.5 to 100, but is 0.4",
            "SAMPLE_DELAYS          | 10s,2h          | SAMPLE_DELAYS must last PT1S to PT1H, but is PT2H",
            "SAMPLE_DELAYS          | -PT1S           | SAMPLE_DELAYS must last PT1S to PT1H, but is PT-1S",
            "SAMPLE_DELAYS          | 0               | SAMPLE_DELAYS must last PT1S to PT1H, but is PT0S",
            "SAMPLE_SIZE            | 1M              | SAMPLE_SIZE must be 5M to 5G, but is 1048576 bytes",
            "SAMPLE_NESTED_PORT     | 70000           | SAMPLE_NESTED_PORT must be 1 to 65535, but is 70000",
            "SAMPLE_WORD            | y               | SAMPLE_WORD must be one of x y/z, but is y",
            "SAMPLE_DELAYS          | 1s,2s,3s,4s     | SAMPLE_DELAYS must have at most 3 elements, but has 4",
            "SAMPLE_NAMES           | a,B             | SAMPLE_NAMES must be a name of small letters, but is B",
            // schedules
            "SAMPLE_SCHEDULE        | 3 o'clock       | SAMPLE_SCHEDULE must be a Quartz cron expression",
            "SAMPLE_SCHEDULE        | 0 3 * * *       | SAMPLE_SCHEDULE must be a Quartz cron expression",
            "SAMPLE_TIME_ZONE       | Europe/Berlim   | SAMPLE_TIME_ZONE must be a time zone such as UTC or Europe/Berlin, but is Europe/Berlim",
            // addresses
            "SAMPLE_ENDPOINT        | store:9000      | SAMPLE_ENDPOINT must be an address such as https://host:port",
            "SAMPLE_ENDPOINT        | ftp://store     | SAMPLE_ENDPOINT must be an address such as https://host:port",
            "SAMPLE_ENDPOINT        | http://a:b@c    | SAMPLE_ENDPOINT must have no user and no password in it",
            "SAMPLE_HOST            | 192.0.2.1       | SAMPLE_HOST must be an address of this machine",
            "SAMPLE_HOST            | host.invalid    | SAMPLE_HOST must be an address of this machine",
            // files; {} is a folder
            "SAMPLE_PASSWORD_FILE   | {}/missing      | SAMPLE_PASSWORD_FILE names a file that does not exist",
            "SAMPLE_PASSWORD_FILE   | {}/blank        | SAMPLE_PASSWORD_FILE names a file whose first line is empty",
            "SAMPLE_PASSWORD_FILE   | {}              | SAMPLE_PASSWORD_FILE must name a file, but this is none",
            "SAMPLE_KEYS            | {},{}/missing   | SAMPLE_KEYS names a file that does not exist",
            "SAMPLE_SECRETS_APP     | {}/missing      | SAMPLE_SECRETS_APP names a file that does not exist",
            "SAMPLE_FIRST_KEY_FILE  | {}/blank        | SAMPLE_FIRST_KEY_FILE names a file whose first line is empty",
            "SAMPLE_REQUESTS        | {}/missing      | SAMPLE_REQUESTS names a file that does not exist",
            "SAMPLE_AUTHORITY       | {}/secret       | SAMPLE_AUTHORITY must name a PEM file with certificates",
            "SAMPLE_AUTHORITY       | {}/broken.pem   | SAMPLE_AUTHORITY must name a PEM file with certificates",
            "SAMPLE_FOLDER          | {}/missing      | SAMPLE_FOLDER must be the absolute path of a folder; there is none",
            "SAMPLE_FOLDER          | target          | SAMPLE_FOLDER must be the absolute path of a folder, but is target",
            "SAMPLE_SCRATCH         | scratch         | SAMPLE_SCRATCH must be the absolute path of a folder, but is scratch",
            "SAMPLE_SCRATCH         | {}/secret       | SAMPLE_SCRATCH must be the absolute path of a folder; there is none",
            // typed wrong
            "GZ_VERIFIER_SCRACH     | /x              | GZ_VERIFIER_SCRACH is no setting: is GZ_VERIFIER_SCRATCH meant?",
            "GZ_CLUSTERS_MAIN_HSOT  | /x              | GZ_CLUSTERS_MAIN_HSOT is no setting: is GZ_CLUSTERS_MAIN_HOST meant?",
            "GZ_CLUSTER_MAIN_HOST   | /x              | GZ_CLUSTER_MAIN_HOST is no setting: is GZ_CLUSTERS_MAIN_HOST meant?",
            "GZ_CLUSTERS_MY_DB_HOST | /x              | GZ_CLUSTERS_MY_DB_HOST is no setting: a name in a variable consists of letters and digits, and MY_DB does not",
            "GZ_BROKER_PASSWORD     | hunter2         | GZ_BROKER_PASSWORD is no setting: a secret does not stand in the environment. Put it into a file and name that: GZ_BROKER_PASSWORD_FILE"})
    void unusableSettingIsRefused(String variable, String value, String words) {
        environment.put(variable, value.replace("{}", folder.toString()));

        Findings findings = SETTINGS.check(environment);

        assertThat(findings.problems()).singleElement().asString().startsWith(words);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        environment.remove("SAMPLE_NEEDED");
        environment.putAll(Map.of("SAMPLE_JOBS", "two", "LONE", "/not/there", "GZ_VOLUMES", "x"));

        Findings findings = SETTINGS.check(environment);

        assertThat(findings.refusal("sample").lines()).hasSize(6).first().isEqualTo("The sample cannot start:");
    }

    @Test
    void whatMayBeTheSecretItselfIsNotShown() {
        environment.put("SAMPLE_PASSWORD_FILE", "hunter2");

        Findings findings = SETTINGS.check(environment);

        assertThat(findings.problems()).singleElement().asString()
                .startsWith("SAMPLE_PASSWORD_FILE must be the path of a file with the secret")
                .doesNotContain("hunter2");
    }

    @Test
    void fileThatEverybodyMayReadIsGood() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("secret"), PosixFilePermissions.fromString("r--r--r--"));
        environment.put("SAMPLE_PASSWORD_FILE", folder + "/secret");

        Findings findings = SETTINGS.check(environment);

        assertThat(findings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rw-rw----", "rw-r--rw-"})
    void fileThatOthersMayChangeIsAWarning(String mode) throws Exception {
        Files.setPosixFilePermissions(folder.resolve("secret"), PosixFilePermissions.fromString(mode));
        environment.put("SAMPLE_SECRETS_APP", folder + "/secret");

        Findings findings = SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("SAMPLE_SECRETS_APP", "chmod go-w");
    }

    @Test
    void variablesOfOtherServicesAndOfTheStackAreNoTypingErrors() {
        environment.putAll(Map.of("GZ_VERIFIER_SCRATCH", "/x", "GZ_CLUSTERS_MAIN_HOST", "x",
                "GZ_CONFIGURATION_SECRETS_MY_KEY", "/x", "GZ_NOTIFICATIONS_WEBHOOKS_OPS_URL_FILE", "/x", "GZ_RUN", "/x",
                "PATH", "/x"));

        Findings findings = SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void variableThatNothingReadsIsAWarning() {
        environment.put("GZ_FAVOURITE_COLOUR", "green");

        Findings findings = SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings())
                .containsExactly("GZ_FAVOURITE_COLOUR is no setting of any service; nothing reads it");
    }

    private void file(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
