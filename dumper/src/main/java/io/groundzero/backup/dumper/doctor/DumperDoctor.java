package io.groundzero.backup.dumper.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.groundzero.backup.dumper.check.Checks;
import io.groundzero.backup.dumper.check.ChecksConfig;
import io.groundzero.backup.dumper.cluster.ClustersConfig;
import io.groundzero.backup.dumper.configuration.ConfigurationBundle;
import io.groundzero.backup.dumper.configuration.ConfigurationConfig;
import io.groundzero.backup.handover.BrokerCheck;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.handover.doctor.VolumeCheck;

/** All that the dumper needs. */
public final class DumperDoctor {

    private DumperDoctor() {
    }

    public static List<Check> checks(GivenSettings settings) {
        List<Check> checks = new ArrayList<>();
        checks.add(settings.check());
        checks.add(BrokerCheck.of(settings));
        checks.add(VolumeCheck.of(settings));
        checks.addAll(sources(settings));
        checks.add(configuration(settings));
        checks.add(Check.of("checks", () -> checks(settings.group(ChecksConfig.class))));
        return checks;
    }

    private static List<Check> sources(GivenSettings settings) {
        Map<String, ClustersConfig.Cluster> clusters;
        try {
            clusters = new TreeMap<>(settings.group(ClustersConfig.class).clusters());
        } catch (RuntimeException e) {
            return List.of(Check.of("source", () -> {
                throw e;
            }));
        }
        if (clusters.isEmpty()) {
            return List.of(new Check("source", findings -> findings.fail("source", "no cluster is configured",
                    "Set GZ_CLUSTERS_<NAME>_HOST and GZ_CLUSTERS_<NAME>_USER.")));
        }
        return clusters.entrySet().stream().map(cluster -> SourceCheck.of(settings, cluster.getKey(),
                cluster.getValue())).toList();
    }

    private static Check configuration(GivenSettings settings) {
        return Check.of("configuration files", () -> {
            ConfigurationConfig config = settings.group(ConfigurationConfig.class);
            List<String> patterns = config.files().orElse(List.of());
            new ConfigurationBundle(config.base(), patterns, config.secrets()).check();
            return patterns.isEmpty() && config.secrets().isEmpty()
                    ? "none are part of the backups"
                    : "readable: " + String.join(", ", patterns) + (config.secrets().isEmpty()
                            ? ""
                            : "; secrets " + String.join(", ", config.secrets().keySet().stream().sorted().toList()));
        });
    }

    private static String checks(ChecksConfig config) {
        new Checks(config.folder(), config.timeLimit());
        return config.folder().map(folder -> "the shipped ones, and those in " + folder).orElse("the shipped ones");
    }
}
