package io.groundzero.backup.shipper;

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

/** What the shipper refuses before it starts anything. What each kind of setting may be is tested in the module settings. */
class ShipperSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setWhatIsNeeded() throws Exception {
        String file = Files.writeString(folder.resolve("secret"), "hidden\n").toString();
        environment.putAll(Map.of("GZ_BROKER_USER", "shipper", "GZ_BROKER_PASSWORD_FILE", file));
        environment.putAll(
                Map.of("GZ_VOLUME", folder.toString(), "GZ_BUCKET_NAME", "backups", "GZ_BUCKET_ACCESS_KEY_FILE", file,
                        "GZ_BUCKET_SECRET_KEY_FILE", file, "GZ_SHIPPER_SIGNING_KEY", file));
    }

    @Test
    void goodSettingsPass() {
        Findings findings = ShipperMain.SETTINGS.check(environment);

        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "GZ_BUCKET_NAME                      | ``            | is not set",
            "GZ_BUCKET_ENDPOINT                  | store:9000    | must be an address",
            "GZ_BUCKET_SECRET_KEY_FILE           | /not/there    | names a file that does not exist",
            "GZ_BUCKET_CONDITIONAL_WRITES        | fasle         | must be true or false",
            "GZ_BUCKET_PART_LIMIT                | 10001         | must be 2 to 10000",
            "GZ_COPIES_EVERY                     | P30D          | must last PT1S to P1D",
            "GZ_COPIES_LOOK_BACK                 | -P7D          | must last PT1M to P3650D",
            "GZ_SHIPPER_SIGNING_KEY              | ``            | is not set",
            "GZ_SHIPPER_SIGNING_KEY              | /not/there    | names a file that does not exist",
            "GZ_SHIPPER_SIGNING_PASSPHRASE_FILE  | /dev          | must name a file",
            "GZ_SHIPPER_PART_SIZE_MIN            | 1M            | must be 5M to 5G",
            "GZ_SHIPPER_PARALLEL_PARTS           | 65            | must be 1 to 64"})
    void unusableSettingIsRefused(String variable, String value, String words) {
        environment.put(variable, value);

        Findings findings = ShipperMain.SETTINGS.check(environment);

        assertThat(findings.problems()).singleElement().asString().startsWith(variable + " " + words);
    }

    @Test
    void serviceSaysInALineEachWhatIsMissing() throws Exception {
        environment.remove("GZ_BROKER_USER");
        environment.put("GZ_RETRY_ATTEMPTS", "often");

        ServiceProcess ended = ServiceProcess.run(ShipperMain.class, environment);

        assertThat(ended.exitCode()).isEqualTo(Start.REFUSED);
        assertThat(ended.said().lines()).containsExactly("The shipper cannot start:",
                "  - GZ_BROKER_USER is not set. It is: The broker's user",
                "  - GZ_RETRY_ATTEMPTS must be a whole number, but is often", "All settings: docs/configuration.md");
    }
}
