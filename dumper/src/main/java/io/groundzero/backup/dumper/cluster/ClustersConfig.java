package io.groundzero.backup.dumper.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.CertificateFile;
import io.groundzero.backup.settings.Folder;
import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.OneOf;
import io.groundzero.backup.settings.Schedule;
import io.groundzero.backup.settings.SecretFile;
import io.groundzero.backup.settings.TimeZone;
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

        /** The server's name or address, or, beginning with a slash, the folder of its Unix socket. */
        String host();

        /** The server's port. */
        @Between(least = 1, most = 65_535)
        @WithDefault("5432")
        int port();

        /** The dump role, made as in infra/sample/dump-role.sql. */
        String user();

        /** The dump role's password; absent if the server asks for none. Read at every dump. */
        @SecretFile
        Optional<Path> passwordFile();

        /** Where cluster-wide things are read and the advisory lock is held: the same for all dumpers of a cluster. */
        @WithDefault("postgres")
        String maintenanceDatabase();

        /**
         * How the connection is encrypted and the server known, as libpq has it. If absent, verify-full with certificates
         * to trust and prefer without.
         */
        @OneOf({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
        Optional<String> sslmode();

        /** Whose certificates are trusted, with verify-ca and verify-full. */
        @CertificateFile
        Optional<Path> sslrootcert();

        /** The container image that the cluster runs from; recorded for whoever restores. */
        Optional<String> image();

        /** The databases to dump; all that are no templates if absent. */
        Optional<List<String>> databases();

        /** Directory: in parallel, zstd; plain: one text file, gzip. */
        @WithDefault("directory")
        DumpFormat format();

        /** How many tables are dumped at the same time, with format directory. */
        @Between(least = 1, most = 64)
        @WithDefault("2")
        int jobs();

        /** When the cluster is backed up; with {@code off} on request only. */
        @Schedule
        @WithDefault("0 0 3 * * ?")
        String schedule();

        /** The time zone in which the schedule is meant. */
        @TimeZone
        @WithDefault("UTC")
        String timeZone();

        /** How long to wait for locks on the tables of a database, all together, before the dump gives way. */
        @Lasting(least = "PT1S")
        @WithDefault("10s")
        Duration lockWait();

        /**
         * How long somebody may wait for a lock of a dump before the dump gives way. The source itself sees to it 3 s later
         * at the most, whatever has become of the dumper.
         */
        @Lasting(least = "PT1S")
        @WithDefault("5s")
        Duration giveWayAfter();

        /** How long a dump of all databases together may take; after that the source ends it. */
        @Lasting(least = "PT1M")
        @WithDefault("PT12H")
        Duration longestDump();

        /** How long nothing of a dump may move, neither bytes nor the source's work for it, before it is given up. */
        @Lasting(least = "PT1S")
        @WithDefault("PT1M30S")
        Duration stalledAfter();

        /** How long nothing may be heard of the dumper before the source ends all its sessions. */
        @Lasting(least = "PT10S", most = "PT1H")
        @WithDefault("PT1M")
        Duration silentAfter();

        /** How far a source that is a standby may be behind its primary. */
        @Lasting(least = "PT1S")
        @WithDefault("PT15M")
        Duration longestLag();

        /**
         * Data that no dump holds and that need not be in a backup, each by its exact name as a proof tells it:
         * database.schema.table. Without this such data keep a backup from being PROVEN.
         */
        Optional<List<String>> acceptNotInBackup();

        /** The folder with pg_dump and its kin; if absent they are looked for by version. */
        @Folder
        Optional<Path> clientPrograms();
    }
}
