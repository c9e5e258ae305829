package io.groundzero.backup.encryptor;

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

/** What the encryptor refuses before it starts anything. What each kind of setting may be is tested in the module settings. */
class EncryptorSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setWhatIsNeeded() throws Exception {
        String file = Files.writeString(folder.resolve("secret"), "hidden\n").toString();
        environment.putAll(Map.of("GZ_BROKER_USER", "encryptor", "GZ_BROKER_PASSWORD_FILE", file));
        environment.putAll(Map.of("GZ_VOLUME", folder.toString(), "GZ_ENCRYPTOR_KEYS", folder.toString()));
    }

    @Test
    void goodSettingsPass() {
        Findings findings = EncryptorMain.SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "GZ_VOLUME                           | ``            | is not set",
            "GZ_VOLUME                           | /not/there    | must be the absolute path of a folder",
            "GZ_VOLUME                           | backups       | must be the absolute path of a folder",
            "GZ_ENCRYPTOR_KEYS                   | /not/there    | names a file that does not exist"})
    void unusableSettingIsRefused(String variable, String value, String words) {
        environment.put(variable, value);

        Findings findings = EncryptorMain.SETTINGS.check(environment);

        assertThat(findings.problems()).singleElement().asString().startsWith(variable + " " + words);
    }

    @Test
    void serviceSaysInALineEachWhatIsMissing() throws Exception {
        environment.remove("GZ_BROKER_USER");
        environment.put("GZ_RETRY_ATTEMPTS", "often");

        ServiceProcess ended = ServiceProcess.run(EncryptorMain.class, environment);

        assertThat(ended.exitCode()).isEqualTo(Start.REFUSED);
        assertThat(ended.said().lines()).containsExactly("The encryptor cannot start:",
                "  - GZ_BROKER_USER is not set. It is: The broker's user",
                "  - GZ_RETRY_ATTEMPTS must be a whole number, but is often", "All settings: docs/configuration.md");
    }
}
