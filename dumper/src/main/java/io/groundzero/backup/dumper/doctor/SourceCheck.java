package io.groundzero.backup.dumper.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.cluster.Clusters;
import io.groundzero.backup.dumper.cluster.ClustersConfig;
import io.groundzero.backup.dumper.dump.DiskSpace;
import io.groundzero.backup.dumper.dump.DumpConfig;
import io.groundzero.backup.dumper.source.DatabaseSelection;
import io.groundzero.backup.dumper.source.Demand;
import io.groundzero.backup.dumper.source.Preflight;
import io.groundzero.backup.dumper.source.SourceDatabase;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.dumper.source.SourceSession;
import io.groundzero.backup.handover.doctor.Amount;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.ClockComparison;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.postgres.ClientPrograms;

/** Asks one cluster what a dump asks first, and takes no lock. */
final class SourceCheck {

    private final GivenSettings settings;
    private final ClusterSettings cluster;
    private final String subject;
    private final Findings findings;

    private SourceCheck(GivenSettings settings, ClusterSettings cluster, String subject, Findings findings) {
        this.settings = settings;
        this.cluster = cluster;
        this.subject = subject;
        this.findings = findings;
    }

    static Check of(GivenSettings settings, String name, ClustersConfig.Cluster cluster) {
        String subject = "source " + name;
        return new Check(subject, findings -> new SourceCheck(settings, Clusters.of(name, cluster), subject, findings)
                .run());
    }

    private void run() throws BackupException {
        NextRun.add(findings, "schedule " + cluster.name(), cluster, Clock.systemUTC());
        SourceServer server = SourceServer.of(cluster);
        try (SourceSession session = SourceSession.look(server, cluster)) {
            SourceSession.Login login = session.login();
            SourceFacts facts = session.facts(cluster);
            findings.ok(subject, "PostgreSQL " + facts.postgresVersion() + ", logged in as " + cluster.user() + ", "
                    + (login.encrypted() ? "TLS" : "without TLS"));
            if (login.superuser()) {
                findings.warn(subject, cluster.user() + " is a superuser",
                        "A role that may only read is enough, unless there are subscriptions or user mappings: "
                                + "infra/sample/dump-role.sql.");
            }
            ClockComparison.add(findings, Clock.systemUTC().instant(), login.now(), subject);
            findings.ask("programs for " + cluster.name(), () -> programs(facts.postgresMajor()));
            databases(session.databases(cluster), session, server, facts.postgresMajor());
        }
    }

    private String programs(int major) throws BackupException {
        ClientPrograms programs = ClientPrograms.locate(major, cluster.clientPrograms().map(List::of).orElse(List.of()),
                ClientPrograms.DUMP);
        return "pg_dump " + programs.version() + " in " + programs.folder();
    }

    private void databases(DatabaseSelection selection, SourceSession session, SourceServer server, int major) {
        long size = selection.chosen().stream().mapToLong(SourceDatabase::size).sum();
        findings.ask("databases of " + cluster.name(), () -> {
            new Preflight(server, session.connection(), major, cluster.acceptNotInBackup()).check(selection.chosen(),
                    Demand.of(cluster, settings.group(DumpConfig.class).fingerprintJobs()));
            return cluster.user() + " may read all of " + words(selection);
        });
        findings.ask("space for " + cluster.name(), () -> {
            DumpConfig config = settings.group(DumpConfig.class);
            new DiskSpace(settings.value("gz.volume", Path.class), config.diskFactor(),
                    config.diskReserve().asLongValue()).require(size);
            return "enough for databases of " + Amount.of(size);
        });
    }

    private static String words(DatabaseSelection selection) {
        String chosen = selection.chosen().stream().map(SourceDatabase::name).collect(Collectors.joining(", "));
        return selection.omitted().isEmpty()
                ? chosen
                : chosen + "; not dumped: " + selection.omitted().stream()
                        .map(database -> database.name() + " (" + database.reason() + ")")
                        .collect(Collectors.joining(", "));
    }
}
