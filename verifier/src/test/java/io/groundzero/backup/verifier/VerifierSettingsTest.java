package io.groundzero.backup.verifier;

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

/** What the verifier refuses before it starts anything. What each kind of setting may be is tested in the module settings. */
class VerifierSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setWhatIsNeeded() throws Exception {
        String file = Files.writeString(folder.resolve("secret"), "hidden\n").toString();
        environment.putAll(Map.of("GZ_BROKER_USER", "verifier", "GZ_BROKER_PASSWORD_FILE", file));
        environment.putAll(Map.of("GZ_VERIFIER_SCRATCH", folder.toString(), "GZ_VERIFIER_DECRYPTION_KEYS", file,
                "GZ_VERIFIER_SIGNING_KEY",
                file, "GZ_VERIFIER_MANIFEST_SIGNERS", file, "GZ_BUCKET_NAME", "backups", "GZ_BUCKET_ACCESS_KEY_FILE",
                file,
                "GZ_BUCKET_SECRET_KEY_FILE", file));
    }

    @Test
    void goodSettingsPass() {
        Findings findings = VerifierMain.SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "GZ_VERIFIER_SCRATCH                 | ``            | is not set",
            "GZ_VERIFIER_SCRATCH                 | scratch       | must be the absolute path",
            "GZ_VERIFIER_DECRYPTION_KEYS         | /not/there    | names a file that does not exist",
            "GZ_VERIFIER_MANIFEST_SIGNERS        | /not/there    | names a file that does not exist",
            "GZ_VERIFIER_ISOLATION               | jail          | must be one of container, namespaces, user, none",
            "GZ_VERIFIER_JOBS                    | 0             | must be 1 to 64",
            "GZ_VERIFIER_PROOF_LIFETIME          | 0             | must last PT1S",
            "GZ_VERIFIER_SPACE_FACTOR            | 1             | must be 2 to 100",
            "GZ_VERIFIER_CLIENT_PROGRAMS         | /not/there    | must be the absolute path",
            "GZ_MUTATION_SCHEDULE                | nightly       | must be a Quartz cron expression",
            "GZ_MUTATION_TIME_ZONE               | Berlin        | must be a time zone"})
    void unusableSettingIsRefused(String variable, String value, String words) {
        environment.put(variable, value);

        Findings findings = VerifierMain.SETTINGS.check(environment);

        assertThat(findings.problems()).singleElement().asString().startsWith(variable + " " + words);
    }

    @Test
    void serviceSaysInALineEachWhatIsMissing() throws Exception {
        environment.remove("GZ_BROKER_USER");
        environment.put("GZ_RETRY_ATTEMPTS", "often");

        ServiceProcess ended = ServiceProcess.run(VerifierMain.class, environment);

        assertThat(ended.exitCode()).isEqualTo(Start.REFUSED);
        assertThat(ended.said().lines()).containsExactly("The verifier cannot start:",
                "  - GZ_BROKER_USER is not set. It is: The broker's user",
                "  - GZ_RETRY_ATTEMPTS must be a whole number, but is often", "All settings: docs/configuration.md");
    }
}
