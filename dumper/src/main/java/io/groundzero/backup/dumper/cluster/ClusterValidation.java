package io.groundzero.backup.dumper.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.trust.PostgresTls;

/** Turns configuration into settings, or tells everything that is wrong with it, in plain words. */
final class ClusterValidation {

    private static final int MOST_JOBS = 64;
    private static final CronParser CRON = new CronParser(
            CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    /** Plain, or quoted with quotes doubled. */
    private static final String PART = "(?:[a-z_][a-z0-9_]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern NAME = Pattern.compile(PART + "\\." + PART + "\\." + PART);

    private final List<String> problems = new ArrayList<>();

    /**
     * @throws IllegalStateException naming all problems
     */
    static Map<String, ClusterSettings> settings(ClustersConfig config) {
        ClusterValidation validation = new ClusterValidation();
        Map<String, ClusterSettings> settings = new HashMap<>();
        config.clusters().forEach((name, cluster) -> settings.put(name, validation.settings(name, cluster)));
        if (settings.isEmpty()) {
            validation.problems.add("no cluster is configured: set gz.clusters.<name>.host and .user "
                    + "(GZ_CLUSTERS_<NAME>_HOST and _USER)");
        }
        if (!validation.problems.isEmpty()) {
            throw new IllegalStateException(
                    "The dumper cannot start:\n  - " + String.join("\n  - ", validation.problems));
        }
        return Map.copyOf(settings);
    }

    private ClusterSettings settings(String name, ClustersConfig.Cluster cluster) {
        String key = "gz.clusters." + name + ".";
        try {
            BackupId.requireClusterName(name);
        } catch (IllegalArgumentException e) {
            problems.add("gz.clusters: " + e.getMessage());
        }
        check(cluster.port() >= 1 && cluster.port() <= 65535, key + "port must be 1 to 65535: " + cluster.port());
        check(cluster.jobs() >= 1 && cluster.jobs() <= MOST_JOBS,
                key + "jobs must be 1 to " + MOST_JOBS + ": " + cluster.jobs());
        cluster.passwordFile().ifPresent(file -> readable(key + "password-file", file));
        cluster.clientPrograms().ifPresent(
                folder -> check(Files.isDirectory(folder), key + "client-programs is no folder: " + folder));
        List<String> databases = cluster.databases().orElse(List.of());
        check(new HashSet<>(databases).size() == databases.size(), key + "databases names one twice: " + databases);
        List<String> accepted = cluster.acceptNotInBackup().orElse(List.of());
        accepted.stream().filter(each -> !NAME.matcher(each).matches()).forEach(each -> problems.add(key
                + "accept-not-in-backup must have exact names, database.schema.table, each part quoted where SQL would: "
                + each));
        positive(key + "lock-wait", cluster.lockWait());
        positive(key + "give-way-after", cluster.giveWayAfter());
        positive(key + "longest-dump", cluster.longestDump());
        positive(key + "stalled-after", cluster.stalledAfter());
        positive(key + "silent-after", cluster.silentAfter());
        positive(key + "longest-lag", cluster.longestLag());
        return new ClusterSettings(name, cluster.host(), cluster.port(), cluster.user(), cluster.passwordFile(),
                cluster.maintenanceDatabase(), tls(key, cluster), cluster.image(), databases, cluster.format(),
                cluster.jobs(), schedule(key + "schedule", cluster.schedule()), zone(key, cluster.timeZone()),
                cluster.lockWait(), cluster.giveWayAfter(),
                new SourceBounds(cluster.longestDump(), cluster.stalledAfter(),
                        cluster.silentAfter(), cluster.longestLag()),
                cluster.clientPrograms(), accepted);
    }

    private Map<String, String> tls(String key, ClustersConfig.Cluster cluster) {
        try {
            return PostgresTls.of(key, cluster.sslmode(), cluster.sslrootcert()).properties();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Map.of();
        }
    }

    private Optional<String> schedule(String key, String cron) {
        if (cron.equals("off")) {
            return Optional.empty();
        }
        try {
            CRON.parse(cron).validate();
        } catch (IllegalArgumentException e) {
            problems.add(key + " must be a Quartz cron expression (seconds minutes hours day month weekday) or off: "
                    + cron + " (" + e.getMessage() + ")");
        }
        return Optional.of(cron);
    }

    private ZoneId zone(String key, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            problems.add(key + "time-zone must be one such as UTC or Europe/Berlin: " + name);
            return ZoneId.of("UTC");
        }
    }

    private void positive(String key, Duration duration) {
        check(!duration.isNegative() && !duration.isZero() && duration.toMillis() < Integer.MAX_VALUE,
                key + " must be above zero and below 24 days: " + duration);
    }

    private void readable(String key, Path file) {
        check(Files.isRegularFile(file) && Files.isReadable(file), key + " cannot be read: " + file);
    }

    private void check(boolean good, String problem) {
        if (!good) {
            problems.add(problem);
        }
    }
}
