package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.dumper.check.Checks;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.configuration.ConfigurationBundle;
import io.groundzero.backup.dumper.source.DatabaseSelection;
import io.groundzero.backup.dumper.source.Demand;
import io.groundzero.backup.dumper.source.Preflight;
import io.groundzero.backup.dumper.source.SourceDatabase;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.dumper.source.SourceSession;
import io.groundzero.backup.dumper.source.Standby;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.outside.ClusterOutside;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.postgres.ClientPrograms;

/**
 * One dump of one cluster. First everything is checked, then everything is written to the backup's work folder, last
 * of all the record that makes it a dump. If anything fails the folder is gone.
 */
@Singleton
public class DumpRun {

    private static final Logger LOG = Logger.getLogger(DumpRun.class);
    private static final int MOST_READERS = 16;

    private final VolumePaths volume;
    private final DumpConfig config;
    private final ConfigurationBundle configuration;
    private final Checks checks;
    private final ObjectMapper json;
    private final Clock clock;

    public DumpRun(VolumePaths volume, DumpConfig config, ConfigurationBundle configuration, Checks checks,
            ObjectMapper json, Clock clock) {
        check(config);
        this.volume = volume;
        this.config = config;
        this.configuration = configuration;
        this.checks = checks;
        this.json = json;
        this.clock = clock;
    }

    private static void check(DumpConfig config) {
        if (config.fingerprintJobs() < 1 || config.fingerprintJobs() > MOST_READERS) {
            throw new IllegalStateException("gz.dumper.fingerprint-jobs must be between 1 and " + MOST_READERS + ": "
                    + config.fingerprintJobs());
        }
    }

    /**
     * @return the record of the dump, which is durable
     * @throws BackupException why there is no dump; nothing of it is left
     */
    public DumpRecord dump(BackupId backup, BackupRequested request, ClusterSettings cluster, Work.Progress progress)
            throws BackupException {
        Instant startedAt = clock.instant();
        Path folder = volume.work(backup);
        try (ClusterLock lock = ClusterLock.take(volume, cluster.name())) {
            // what an attempt that was killed has left, first of all: the source may not answer this time
            wipe(folder);
            wipeAbandoned();
            return dump(new Header(backup, request, startedAt, null), folder, cluster, progress);
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "unlocking cluster " + cluster.name());
        }
    }

    private DumpRecord dump(Header begun, Path folder, ClusterSettings cluster, Work.Progress progress)
            throws BackupException {
        SourceServer server = SourceServer.of(cluster);
        try (SourceSession session = SourceSession.open(server, cluster)) {
            try {
                return dump(begun, folder, session, server, cluster, progress);
            } catch (BackupException e) {
                throw session.explain(e);
            }
        }
    }

    private DumpRecord dump(Header begun, Path folder, SourceSession session, SourceServer server,
            ClusterSettings cluster, Work.Progress progress) throws BackupException {
        SourceFacts source = session.facts(cluster);
        requireCurrent(session.connection(), cluster);
        ClientPrograms programs = ClientPrograms.locate(source.postgresMajor(),
                cluster.clientPrograms().map(List::of).orElse(List.of()), ClientPrograms.DUMP);
        DatabaseSelection selection = session.databases(cluster);
        selection.omitted().forEach(LOG::warn);
        List<SourceDatabase> databases = selection.chosen();
        new Preflight(server, session.connection(), source.postgresMajor(), cluster.acceptNotInBackup())
                .check(databases, Demand.of(cluster, config.fingerprintJobs()));
        configuration.check();
        long size = databases.stream().mapToLong(SourceDatabase::size).sum();
        new DiskSpace(volume.root(), config.diskFactor(), config.diskReserve().asLongValue()).require(size);
        LOG.infof("dumping %d databases, %d MiB, of %s, PostgreSQL %s", databases.size(), size >> 20, server,
                source.postgresVersion());
        DumpContext context = new DumpContext(volume, folder, cluster, server, session, programs,
                config.fingerprint(), config.fingerprintJobs(), checks, checks.budget(), size, progress);
        return write(context, begun.of(source.withSettings(new ServerSettings(server, programs)
                .read(cluster.maintenanceDatabase()))), selection);
    }

    private static void requireCurrent(Connection connection, ClusterSettings cluster) throws BackupException {
        Optional<Standby> standby = Standby.of(connection);
        if (standby.isPresent()) {
            standby.get().require(cluster.bounds().longestLag());
        }
    }

    private record Header(BackupId backup, BackupRequested request, Instant startedAt, SourceFacts source) {

        private Header of(SourceFacts facts) {
            return new Header(backup, request, startedAt, facts);
        }
    }

    private DumpRecord write(DumpContext context, Header header, DatabaseSelection selection)
            throws BackupException {
        try {
            DurableFiles.createDirectories(context.folder());
            DumpRecord record = contents(context, header, selection);
            byte[] bytes = json.writeValueAsBytes(record);
            DurableFiles.write(volume.dumpRecord(header.backup()), out -> out.write(bytes));
            return record;
        } catch (BackupException | RuntimeException | Error e) {
            wipeAfter(e, context.folder());
            throw e;
        } catch (IOException e) {
            wipeAfter(e, context.folder());
            throw VolumeErrors.translate(e, "writing the dump to " + context.folder());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wipeAfter(e, context.folder());
            throw new BackupException(ErrorCode.DUMP_FAILED, "the dumper was stopped during the dump", e);
        }
    }

    private DumpRecord contents(DumpContext context, Header header, DatabaseSelection selection)
            throws BackupException, IOException, InterruptedException {
        GlobalsDump globals = new GlobalsDump(context);
        ClusterReading cluster = new ClusterReading(context);
        cluster.read();
        DatabaseDump dump = new DatabaseDump(context);
        List<DumpedDatabase> dumped = new ArrayList<>();
        for (SourceDatabase database : selection.chosen()) {
            dumped.add(dump.run(database.name()));
            LOG.infof("dumped database %s", database.name());
        }
        List<DumpedArtifact> artifacts = new ArrayList<>();
        artifacts.add(globals.run());
        cluster.read();
        dumped.forEach(database -> artifacts.add(database.artifact()));
        ClusterOutside outside = new OutsideReading(context).read(selection);
        artifacts.add(fingerprint(context, dumped, cluster.catalogue(), outside));
        artifacts.add(checks(context, dumped));
        configuration(context).ifPresent(artifacts::add);
        context.session().requireAlive();
        return new DumpRecord(header.backup().toString(), context.cluster().name(), header.request().requestedAt(),
                header.startedAt(), clock.instant(), header.source(),
                dumped.stream().map(DumpedDatabase::facts).toList(), artifacts, context.cluster().format().word(),
                context.level().word(), Map.of("pg_dump", context.programs().version()), configuration.secretNames(),
                selection.omitted(), context.session().lockHeldBy().orElse(null));
    }

    private DumpedArtifact fingerprint(DumpContext context, List<DumpedDatabase> dumped, Catalogue cluster,
            ClusterOutside outside) throws BackupException, IOException {
        Path file = context.folder().resolve("fingerprint.json");
        Fingerprint fingerprint = new Fingerprint(Fingerprint.SCHEMA_VERSION, context.level().word(),
                dumped.stream().map(DumpedDatabase::fingerprint).toList(), cluster, outside,
                context.cluster().acceptNotInBackup());
        DurableFiles.write(file, out -> json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValue(out, fingerprint));
        return context.artifact("fingerprint", ArtifactKind.FINGERPRINT, ObjectNames.FINGERPRINT, file, false, true);
    }

    private DumpedArtifact checks(DumpContext context, List<DumpedDatabase> dumped)
            throws BackupException, IOException {
        Path folder = context.folder().resolve("checks");
        checks.writeTo(folder, dumped.stream().flatMap(database -> database.checks().stream()).toList(), json);
        return context.artifact("checks", ArtifactKind.CHECKS, ObjectNames.CHECKS, folder, true, true);
    }

    private Optional<DumpedArtifact> configuration(DumpContext context) throws BackupException, IOException {
        Path copy = context.folder().resolve("config");
        if (!configuration.copyTo(copy)) {
            return Optional.empty();
        }
        return Optional.of(context.artifact("config", ArtifactKind.CONFIGURATION, ObjectNames.CONFIGURATION, copy,
                true, true));
    }

    private void wipeAbandoned() throws BackupException {
        try {
            AbandonedWork.delete(volume, config.abandonedAfter(), clock.instant());
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "deleting what was given up long ago in " + volume.works());
        }
    }

    private static void wipe(Path folder) throws BackupException {
        try {
            DurableFiles.deleteTree(folder);
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "deleting what an earlier attempt left in " + folder);
        }
    }

    private static void wipeAfter(Throwable failure, Path folder) {
        try {
            DurableFiles.deleteTree(folder);
        } catch (IOException e) {
            LOG.errorf(e, "%s holds an unfinished dump and cannot be deleted", folder);
            failure.addSuppressed(e);
        }
    }
}
