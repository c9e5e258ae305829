package io.groundzero.backup.verifier.probe;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One application to start on the restored data, as configured; see {@link ProbesConfig.Settings}.
 *
 * @param user absent for the bootstrap superuser
 */
record Probe(String name, Optional<String> cluster, String database, Optional<String> user, List<String> command,
        URI ready, Duration readyWithin, List<ProbeRequest> requests, Duration timeLimit) {

    Probe {
        command = List.copyOf(command);
        requests = List.copyOf(requests);
    }

    boolean about(String backedUpCluster) {
        return cluster.isEmpty() || cluster.get().equals(backedUpCluster);
    }
}
