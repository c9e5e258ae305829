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
 */
public record ClusterSettings(String name, String host, int port, String user, Optional<Path> passwordFile,
        String maintenanceDatabase, Map<String, String> tls, Optional<String> image, List<String> databases,
        DumpFormat format, int jobs, Optional<String> schedule, ZoneId timeZone, Duration lockWait,
        Duration giveWayAfter, SourceBounds bounds, Optional<Path> clientPrograms) {

    public ClusterSettings {
        tls = Map.copyOf(tls);
        databases = List.copyOf(databases);
    }
}
