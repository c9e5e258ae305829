package io.groundzero.backup.dumper.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.dumper.check.Checks;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.cluster.DumpFormat;
import io.groundzero.backup.dumper.cluster.SourceBounds;
import io.groundzero.backup.dumper.configuration.ConfigurationBundle;
import io.groundzero.backup.dumper.dump.DumpConfig;
import io.groundzero.backup.dumper.dump.DumpRun;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.Work;
import io.quarkus.runtime.configuration.MemorySize;

/** Everything that a dump needs, on a volume of its own; a test changes what it is about. */
public final class DumpSetting {

    public static final Instant REQUESTED = Instant.parse("2026-11-23T03:00:00Z");

    public final VolumePaths volume;
    public String host = "127.0.0.1";
    public int port;
    public Map<String, String> tls = Map.of("sslmode", "prefer");
    public String user = "dump";
    public String maintenanceDatabase = "postgres";
    public Path passwordFile;
    public List<String> databases = List.of();
    public List<String> acceptNotInBackup = List.of();
    public DumpFormat format = DumpFormat.DIRECTORY;
    public Duration lockWait = Duration.ofSeconds(5);
    public Duration giveWayAfter = Duration.ofSeconds(30);
    public Duration longestDump = Duration.ofHours(1);
    public Duration stalledAfter = Duration.ofMinutes(5);
    public Duration silentAfter = Duration.ofMinutes(1);
    public Duration longestLag = Duration.ofMinutes(15);
    public Optional<Path> clientPrograms = Optional.empty();
    public double diskFactor = 1;
    public long diskReserve = 1;
    public Level level = Level.COUNTS;
    public int readers = 1;
    public ConfigurationBundle configuration = new ConfigurationBundle(Optional.empty(), List.of(), Map.of());
    public Checks checks = new Checks(Optional.empty(), Duration.ofMinutes(5));
    public Work.Progress progress = Work.Progress.NONE;
    public Clock clock = Clock.systemUTC();

    public DumpSetting(Path folder) throws IOException, SQLException {
        this(folder, SourceCluster.shared().port());
    }

    /** Of a source that another process has started. */
    public DumpSetting(Path folder, int port) throws IOException {
        this.volume = new VolumePaths(Files.createDirectory(folder.resolve("volume")));
        this.port = port;
        this.passwordFile = Files.writeString(folder.resolve("password"), SourceCluster.DUMP_PASSWORD + "\n");
    }

    public ClusterSettings cluster() {
        return new ClusterSettings("main", host, port, user, Optional.of(passwordFile), maintenanceDatabase,
                tls, Optional.of("postgres:15"), databases, format, 2, Optional.empty(),
                ZoneId.of("UTC"), lockWait, giveWayAfter,
                new SourceBounds(longestDump, stalledAfter, silentAfter, longestLag), clientPrograms,
                acceptNotInBackup);
    }

    public DumpRun run() {
        return new DumpRun(volume, new Config(new MemorySize(BigInteger.valueOf(diskReserve)), diskFactor,
                level, readers, Duration.ofDays(7)), configuration, checks, WireFormat.mapper(), clock);
    }

    public BackupId id() {
        return new BackupId("main", REQUESTED);
    }

    public BackupRequested request() {
        return new BackupRequested(id().toString(), "main", REQUESTED, "api");
    }

    public DumpRecord dump() throws BackupException {
        return run().dump(id(), request(), cluster(), progress);
    }

    private record Config(MemorySize diskReserve, double diskFactor, Level fingerprint,
            int fingerprintJobs, Duration abandonedAfter) implements DumpConfig {
    }
}
