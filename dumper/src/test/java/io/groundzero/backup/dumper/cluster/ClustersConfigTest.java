package io.groundzero.backup.dumper.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ClustersConfigTest {

    @TempDir
    Path folder;

    @Test
    void readsAClusterFromTheEnvironment() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "x\n");

        ClusterSettings cluster = settings(Map.of("GZ_CLUSTERS_MAIN_HOST", "db", "GZ_CLUSTERS_MAIN_USER", "dump",
                "GZ_CLUSTERS_MAIN_PASSWORD_FILE", password.toString(), "GZ_CLUSTERS_MAIN_DATABASES", "app,n8n",
                "GZ_CLUSTERS_MAIN_FORMAT", "plain", "GZ_CLUSTERS_MAIN_TIME_ZONE", "Europe/Berlin",
                "GZ_CLUSTERS_MAIN_LOCK_WAIT", "3s", "GZ_CLUSTERS_MAIN_SCHEDULE", "0 30 4 * * ?"), Map.of())
                .get("main");

        assertThat(cluster).isEqualTo(new ClusterSettings("main", "db", 5432, "dump", Optional.of(password),
                "postgres", Map.of("sslmode", "prefer"), Optional.empty(), List.of("app", "n8n"),
                DumpFormat.PLAIN, 2, Optional.of("0 30 4 * * ?"), ZoneId.of("Europe/Berlin"), Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                new SourceBounds(Duration.ofHours(12), Duration.ofSeconds(90), Duration.ofMinutes(1),
                        Duration.ofMinutes(15)),
                Optional.empty()));
    }

    @Test
    void dumpsAllDatabasesAtThreeUnlessToldOtherwise() {
        ClusterSettings cluster = settings(Map.of(), minimal()).get("shop-eu");

        assertThat(cluster.databases()).isEmpty();
        assertThat(cluster.format()).isEqualTo(DumpFormat.DIRECTORY);
        assertThat(cluster.schedule()).contains("0 0 3 * * ?");
        assertThat(cluster.timeZone()).isEqualTo(ZoneId.of("UTC"));
    }

    @Test
    void acceptsWhatIsMissingByExactNamesOnly() {
        Map<String, String> properties = minimal();
        properties.put("gz.clusters.shop-eu.accept-not-in-backup", "app.pgmq.q_orders,\"Odd db\".public.\"T.1\"");
        assertThat(settings(Map.of(), properties).get("shop-eu").acceptNotInBackup())
                .containsExactly("app.pgmq.q_orders", "\"Odd db\".public.\"T.1\"");

        for (String inexact : List.of("app.pgmq.*", "app.pgmq", "q_orders", "app.pgmq.Q_orders", "app.a b.c")) {
            properties.put("gz.clusters.shop-eu.accept-not-in-backup", inexact);

            assertThatThrownBy(() -> settings(Map.of(), properties)).hasMessageContaining("accept-not-in-backup")
                    .hasMessageContaining(inexact);
        }
    }

    @Test
    void takesOffForNoSchedule() {
        Map<String, String> properties = minimal();
        properties.put("gz.clusters.shop-eu.schedule", "off");

        assertThat(settings(Map.of(), properties).get("shop-eu").schedule()).isEmpty();
    }

    @Test
    void refusesToStartWithoutAnyCluster() {
        assertThatThrownBy(() -> settings(Map.of(), Map.of())).hasMessageContaining("no cluster is configured");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        Map<String, String> properties = minimal();
        properties.put("gz.clusters.shop-eu.schedule", "0 3 * * *");
        properties.put("gz.clusters.shop-eu.time-zone", "Mars/Olympus");
        properties.put("gz.clusters.shop-eu.port", "0");
        properties.put("gz.clusters.shop-eu.jobs", "0");
        properties.put("gz.clusters.shop-eu.sslmode", "maybe");
        properties.put("gz.clusters.shop-eu.lock-wait", "0s");
        properties.put("gz.clusters.shop-eu.longest-dump", "0s");
        properties.put("gz.clusters.shop-eu.stalled-after", "0s");
        properties.put("gz.clusters.shop-eu.silent-after", "0s");
        properties.put("gz.clusters.shop-eu.longest-lag", "0s");
        properties.put("gz.clusters.shop-eu.password-file", "/nowhere");
        properties.put("gz.clusters.shop-eu.client-programs", "/nowhere");
        properties.put("gz.clusters.Bad_Name.sslrootcert", "/nowhere");
        properties.put("gz.clusters.Bad_Name.host", "x");
        properties.put("gz.clusters.Bad_Name.user", "x");

        assertThatThrownBy(() -> settings(Map.of(), properties)).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("schedule must be a Quartz cron", "time-zone", "port must be", "jobs must be",
                        "sslmode must be", "lock-wait must be", "longest-dump must be", "stalled-after must be",
                        "longest-lag must be",
                        "password-file cannot be read: /nowhere",
                        "client-programs is no folder", "sslrootcert: cannot read /nowhere", "not a cluster name");
    }

    private static Map<String, String> minimal() {
        return new HashMap<>(Map.of("gz.clusters.shop-eu.host", "db", "gz.clusters.shop-eu.user", "dump"));
    }

    private static Map<String, ClusterSettings> settings(Map<String, String> environment,
            Map<String, String> properties) {
        return ClusterValidation.settings(new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(properties, "test", 100)).withMapping(ClustersConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter()).build()
                .getConfigMapping(ClustersConfig.class));
    }
}
