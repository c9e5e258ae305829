package io.groundzero.backup.verifier.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ProbesConfigTest {

    @TempDir
    Path folder;

    private Path requests;

    @BeforeEach
    void writeRequests() throws Exception {
        requests = Files.writeString(folder.resolve("requests.json"), "[{\"name\": \"a\", \"path\": \"/a\"}]");
    }

    @Test
    void probeIsReadFromTheEnvironment() {
        // When
        List<Probe> probes = probes(Map.of("GZ_PROBES_N8N_DATABASE", "n8n", "GZ_PROBES_N8N_USER", "app",
                "GZ_PROBES_N8N_COMMAND", "/usr/bin/node,/opt/n8n,start\\,now", "GZ_PROBES_N8N_READY",
                "http://127.0.0.1:5678/healthz/readiness", "GZ_PROBES_N8N_READY_WITHIN", "PT1M",
                "GZ_PROBES_N8N_REQUESTS", requests.toString(), "GZ_PROBES_N8N_TIME_LIMIT", "PT5M",
                "GZ_PROBES_N8N_CLUSTER", "main"), Map.of());

        // Then
        URI ready = URI.create("http://127.0.0.1:5678/healthz/readiness");
        assertThat(probes).containsExactly(new Probe("n8n", Optional.of("main"), "n8n", Optional.of("app"),
                List.of("/usr/bin/node", "/opt/n8n", "start,now"), ready, Duration.ofMinutes(1),
                RequestsFile.read(requests, ready), Duration.ofMinutes(5)));
    }

    @Test
    void mostSettingsHaveDefaults() {
        // When
        Probe probe = probes(Map.of(), minimal()).get(0);

        // Then
        assertThat(probe.cluster()).isEmpty();
        assertThat(probe.user()).isEmpty();
        assertThat(probe.readyWithin()).isEqualTo(Duration.ofMinutes(3));
        assertThat(probe.timeLimit()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void noProbesAreNoProblem() {
        assertThat(probes(Map.of(), Map.of())).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        // Given
        Map<String, String> properties = minimal();
        properties.put("gz.probes.my-app.cluster", "No Cluster");
        properties.put("gz.probes.my-app.database", " x");
        properties.put("gz.probes.my-app.command", "a,b");
        properties.put("gz.probes.my-app.ready", "http://localhost:5678/");
        properties.put("gz.probes.my-app.ready-within", "PT0S");
        properties.put("gz.probes.my-app.time-limit", "PT48H");
        properties.put("gz.probes.my-app.requests", "requests.json");

        // When, Then
        assertThatThrownBy(() -> probes(Map.of(), properties)).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("gz.probes.my-app.cluster", "gz.probes.my-app.ready must be an address",
                        "gz.probes.my-app.ready-within must be above 0", "gz.probes.my-app.time-limit must be above 0",
                        "gz.probes.my-app.requests must be the absolute path");
    }

    @Test
    void requestsThatMakeNoSenseAreTold() throws Exception {
        // Given
        Files.writeString(requests, "[{\"name\": \"a\", \"path\": \"/a\", \"expects\": 1}]");

        // When, Then
        assertThatThrownBy(() -> probes(Map.of(), minimal())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gz.probes.my-app.requests: ").hasMessageContaining("request 1: there is no");
    }

    private Map<String, String> minimal() {
        return new HashMap<>(Map.of("gz.probes.my-app.database", "app", "gz.probes.my-app.command", "/opt/app",
                "gz.probes.my-app.ready", "http://127.0.0.1:5678/", "gz.probes.my-app.requests", requests.toString()));
    }

    private static List<Probe> probes(Map<String, String> environment, Map<String, String> properties) {
        ProbesConfig config = new SmallRyeConfigBuilder().withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(properties, "test", 500)).withMapping(ProbesConfig.class)
                .build().getConfigMapping(ProbesConfig.class);
        return ProbeValidation.probes(config,
                new LocalSandbox(Isolation.NAMESPACES, new Account("nobody", 65534, 65534), List.of(), Path.of("/")));
    }
}
