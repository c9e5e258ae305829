package io.groundzero.backup.dumper.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * The protected clusters, by name: {@code gz.clusters.<name>.host=…}. As environment variables
 * {@code GZ_CLUSTERS_<NAME>_HOST}, {@code GZ_CLUSTERS_<NAME>_PASSWORD_FILE} and so on; that way a name can consist of
 * small letters and digits only, for a variable cannot tell a dash from a dot.
 */
@ConfigMapping(prefix = "gz.clusters")
public interface ClustersConfig {

    @WithParentName
    Map<String, Cluster> clusters();

    interface Cluster {

        /** Name, address, or, beginning with a slash, the folder of the Unix socket. */
        String host();

        @WithDefault("5432")
        int port();

        /** The dump role. */
        String user();

        /** A file with the role's password in its first line; none if the server asks for none. Read at every dump. */
        Optional<Path> passwordFile();

        /** Where cluster-wide things are read and the advisory lock is held: the same for all dumpers of a cluster. */
        @WithDefault("postgres")
        String maintenanceDatabase();

        /**
         * As libpq knows it: disable, allow, prefer, require, verify-ca, verify-full. If absent, verify-full with
         * certificates to trust and prefer without.
         */
        Optional<String> sslmode();

        /** PEM file with the certificates to trust, for verify-ca and verify-full. */
        Optional<Path> sslrootcert();

        /** The container image that the cluster runs from; recorded for whoever restores. */
        Optional<String> image();

        /** The databases to dump; all that are no templates if absent. */
        Optional<List<String>> databases();

        @WithDefault("directory")
        DumpFormat format();

        /** How many tables are dumped at the same time, 1 to 64; with format directory. */
        @WithDefault("2")
        int jobs();

        /** Quartz cron expression, seconds first, or {@code off}. */
        @WithDefault("0 0 3 * * ?")
        String schedule();

        /** In which the schedule is meant. */
        @WithDefault("UTC")
        String timeZone();

        /** How long to wait for locks on the tables of a database, all together, before the dump gives way. */
        @WithDefault("10s")
        Duration lockWait();

        /** How long somebody's DDL may wait behind a running dump before the dump gives way. */
        @WithDefault("30s")
        Duration giveWayAfter();

        /** The folder with pg_dump and its kin; if absent they are looked for by version. */
        Optional<Path> clientPrograms();
    }
}
