package io.groundzero.backup.handover.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.CopyReportConfig;
import io.groundzero.backup.handover.RetryConfig;

class SettingsTest {

    private static final Map<String, String> COMPLETE = Map.of("GZ_BROKER_USER", "dumper", "GZ_BROKER_PASSWORD_FILE",
            "/run/secrets/broker", "GZ_RETRY_DELAYS", "1s,PT2M", "GZ_VOLUME", "/backups");

    @Test
    void readsWhatUsersSet() {
        Settings settings = Settings.of(COMPLETE);

        assertThat(settings.group(BrokerConfig.class).passwordFile()).isEqualTo(Path.of("/run/secrets/broker"));
        assertThat(settings.group(RetryConfig.class).delays()).containsExactly(Duration.ofSeconds(1),
                Duration.ofMinutes(2));
        assertThat(settings.value("gz.volume", Path.class)).isEqualTo(Path.of("/backups"));
        assertThat(findings(settings)).extracting(Finding::words).containsExactly("complete");
    }

    @Test
    void namesTheVariablesThatAreMissing() {
        assertThat(findings(Settings.of(Map.of("GZ_BROKER_USER", "dumper")))).extracting(Finding::words)
                .containsExactly("GZ_BROKER_PASSWORD_FILE is not set", "GZ_VOLUME is not set");
    }

    @Test
    void namesTheVariableThatIsMalformed() {
        Settings settings = Settings.of(Map.of("GZ_BROKER_USER", "dumper", "GZ_BROKER_PASSWORD_FILE", "/x",
                "GZ_BROKER_PORT", "many", "GZ_COPIES_EVERY", "soon"));

        assertThat(findings(settings)).extracting(Finding::words).containsExactly(
                "GZ_BROKER_PORT: Expected an integer value, got \"many\"",
                "GZ_COPIES_EVERY: Invalid duration: soon", "GZ_VOLUME is not set");
    }

    @Test
    void whatDependsOnThemIsNotLookedAt() {
        Settings settings = Settings.of(Map.of());
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
        assertThat(Settings.of(Map.of()).values(Pattern.compile("test\\.queue\\.\\w+"))).containsExactly("a", "b");
    }

    private static List<Finding> findings(Settings settings) {
        Findings findings = new Findings();
        try {
            settings.check(List.of(BrokerConfig.class, CopyReportConfig.class), "gz.volume").look().at(findings);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return findings.list();
    }
}
