package io.groundzero.backup.gateway.watch;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.backup.Backups;
import io.groundzero.backup.gateway.backup.Newest;
import io.groundzero.backup.gateway.backup.Verifications;
import io.groundzero.backup.settings.DueTimes;
import io.groundzero.backup.settings.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/**
 * Has older backups verified again in turn, one of each cluster at a time: what is only listed may have rotted. As far back
 * as copies are looked for.
 */
@ApplicationScoped
class Rotation {

    private static final Logger LOG = Logger.getLogger(Rotation.class);
    private static final String OFF = "off";

    private final GatewayConfig config;
    private final Backups backups;
    private final Verifications verifications;
    private final Scheduler scheduler;
    private final Clock clock;

    Rotation(GatewayConfig config, Backups backups, Verifications verifications, Scheduler scheduler, Clock clock) {
        this.config = config;
        this.backups = backups;
        this.verifications = verifications;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (!OFF.equals(config.verifyAgain())) {
            Recurring due = new Recurring(new DueTimes(config.verifyAgain(), ZoneId.systemDefault().getId()),
                    clock.instant());
            scheduler.newJob("verify again").setInterval(Recurring.EVERY)
                    .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP).setTask(execution -> {
                        if (due.dueAt(clock.instant())) {
                            turn();
                        }
                    }).schedule();
        }
    }

    void turn() {
        for (String cluster : config.clusters()) {
            try {
                Optional<BackupRow> next = QuarkusTransaction.requiringNew().call(() -> next(cluster, clock.instant()));
                if (next.isPresent()) {
                    verifications.request(backups.read(next.get().shipped, BackupShipped.class));
                    LOG.infof("%s is verified again, in its turn", next.get().id);
                }
            } catch (BackupException | RuntimeException e) {
                LOG.errorf(e, "no older backup of %s is verified again this time: %s", cluster, e.getMessage());
            }
        }
    }

    /** The newest one is verified anyway; one that is under way is not asked for a second time. */
    private static Optional<BackupRow> next(String cluster, Instant now) {
        RegularReportRow report = RegularReportRow.findById(RegularReports.OFF_SITE);
        Optional<BackupRow> newest = Newest.shipped(cluster, now);
        if (report == null || report.looksBackTo == null || newest.isEmpty()) {
            return Optional.empty();
        }
        return BackupRow
                .<BackupRow>find("from BackupRow b where b.cluster = ?1 and b.shipped is not null and b.id <> ?2"
                        + " and b.requestedAt >= ?3 and b.requestedAt < ?4 and b.state not in ?5 order by (select max(p.reachedAt)"
                        + " from ProofRow p where p.key.backupId = b.id and p.signedBy is not null) nulls first, b.requestedAt",
                        cluster, newest.get().id, report.looksBackTo, newest.get().requestedAt, BackupState.RUNNING)
                .firstResultOptional();
    }
}
