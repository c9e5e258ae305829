package io.groundzero.backup.dumper.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One protected cluster, as configured; see {@link ClustersConfig.Cluster}.
 *
 * @param tls {@code sslmode} and {@code sslrootcert}
 * @param databases empty for all
 * @param schedule absent if it is only dumped on request
 * @param acceptNotInBackup names of what no dump holds and need not be there
 */
public record ClusterSettings(String name, String host, int port, String user, Optional<Path> passwordFile,
        String maintenanceDatabase, Map<String, String> tls, Optional<String> image, List<String> databases,
        DumpFormat format, int jobs, Optional<String> schedule, ZoneId timeZone, Duration lockWait,
        Duration giveWayAfter, SourceBounds bounds, Optional<Path> clientPrograms, List<String> acceptNotInBackup) {

    public ClusterSettings {
        tls = Map.copyOf(tls);
        databases = List.copyOf(databases);
        acceptNotInBackup = List.copyOf(acceptNotInBackup);
    }

    /** Nothing is accepted to be missing. */
    public ClusterSettings(String name, String host, int port, String user, Optional<Path> passwordFile,
            String maintenanceDatabase, Map<String, String> tls, Optional<String> image, List<String> databases,
            DumpFormat format, int jobs, Optional<String> schedule, ZoneId timeZone, Duration lockWait,
            Duration giveWayAfter, SourceBounds bounds, Optional<Path> clientPrograms) {
        this(name, host, port, user, passwordFile, maintenanceDatabase, tls, image, databases, format, jobs, schedule,
                timeZone, lockWait, giveWayAfter, bounds, clientPrograms, List.of());
    }
}
