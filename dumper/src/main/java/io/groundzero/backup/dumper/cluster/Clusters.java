package io.groundzero.backup.dumper.cluster;

import java.util.Collection;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.runtime.Startup;

/** The protected clusters. Refuses to start with settings that cannot work. */
@Singleton
@Startup
public class Clusters {

    private final Map<String, ClusterSettings> settings;

    @Inject
    Clusters(ClustersConfig config) {
        this(ClusterValidation.settings(config));
    }

    public Clusters(Map<String, ClusterSettings> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * One cluster's settings alone, so that what is wrong with another does not matter.
     *
     * @throws IllegalStateException naming all that is wrong with them
     */
    public static ClusterSettings of(String name, ClustersConfig.Cluster cluster) {
        return ClusterValidation.settings(() -> Map.of(name, cluster)).get(name);
    }

    public Collection<ClusterSettings> all() {
        return settings.values();
    }

    /**
     * @throws BackupException REQUEST_INVALID if there is no such cluster
     */
    public ClusterSettings named(String name) throws BackupException {
        ClusterSettings cluster = settings.get(name);
        if (cluster == null) {
            throw new BackupException(ErrorCode.REQUEST_INVALID,
                    "no cluster called " + name + " is configured; there are " + settings.keySet());
        }
        return cluster;
    }
}
