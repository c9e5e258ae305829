package io.groundzero.backup.handover.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.CopyReportConfig;
import io.groundzero.backup.handover.RetryConfig;
import io.groundzero.backup.handover.doctor.Finding.Kind;
import io.groundzero.backup.settings.Settings;
import io.groundzero.backup.settings.VolumeConfig;

class GivenSettingsTest {

    private static final Settings SERVICE = Settings.of("test", BrokerConfig.class, CopyReportConfig.class,
            VolumeConfig.class);

    @TempDir
    Path folder;

    private Path password;

    @BeforeEach
    void file() throws Exception {
        password = Files.writeString(folder.resolve("broker"), "secret");
    }

    @Test
    void readsWhatUsersSet() {
        GivenSettings settings = GivenSettings.of(SERVICE, complete());

        assertThat(settings.group(BrokerConfig.class).passwordFile()).isEqualTo(password);
        assertThat(settings.group(RetryConfig.class).delays()).containsExactly(Duration.ofSeconds(1),
                Duration.ofMinutes(2));
        assertThat(settings.value("gz.volume", Path.class)).isEqualTo(folder);
        assertThat(findings(settings)).extracting(Finding::words).containsExactly("complete");
    }

    @Test
    void namesEverythingThatTheServiceWouldRefuse() {
        Map<String, String> environment = complete();
        environment.keySet().removeAll(List.of("GZ_VOLUME", "GZ_BROKER_USER"));
        environment.put("GZ_BROKER_PORT", "many");
        environment.put("GZ_COPIES_EVERY", "soon");
        environment.put("GZ_BROKER_PASSWORD", "secret");

        assertThat(findings(GivenSettings.of(SERVICE, environment))).allMatch(finding -> finding.kind() == Kind.FAIL)
                .extracting(finding -> finding.words().lines().findFirst().orElse("").replaceFirst("\\. .*", ""))
                .contains("GZ_BROKER_PORT must be a whole number, but is many",
                        "GZ_BROKER_USER is not set", "GZ_VOLUME is not set",
                        "GZ_COPIES_EVERY must be a duration such as 10s, 15m, 6h or PT6H, but is soon")
                .anyMatch(words -> words.startsWith("GZ_BROKER_PASSWORD "));
    }

    @Test
    void whatDependsOnThemIsNotLookedAt() {
        GivenSettings settings = GivenSettings.of(SERVICE, Map.of());
        Findings findings = new Findings();

        findings.ask("broker", () -> settings.group(BrokerConfig.class).user());

        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.words()).startsWith("not looked at");
            assertThat(finding.advice()).contains("GZ_BROKER_USER is not set");
        });
        assertThatThrownBy(() -> settings.value("gz.volume", Path.class)).hasMessage("GZ_VOLUME is not set");
    }

    @Test
    void findsPropertiesByName() {
        assertThat(GivenSettings.of(SERVICE, Map.of()).values(Pattern.compile("test\\.queue\\.\\w+")))
                .containsExactly("a", "b");
    }

    private Map<String, String> complete() {
        return new TreeMap<>(Map.of("GZ_BROKER_USER", "dumper", "GZ_BROKER_PASSWORD_FILE", password.toString(),
                "GZ_RETRY_DELAYS", "1s,PT2M", "GZ_VOLUME", folder.toString()));
    }

    private static List<Finding> findings(GivenSettings settings) {
        Findings findings = new Findings();
        try {
            settings.check().look().at(findings);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return findings.list();
    }
}
