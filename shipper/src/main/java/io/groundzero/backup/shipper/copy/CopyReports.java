package io.groundzero.backup.shipper.copy;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.handover.CopyReportConfig;
import io.groundzero.backup.handover.RegularReports;
import io.quarkus.runtime.StartupEvent;

/** Tells the gateway which local copies there are. */
@ApplicationScoped
class CopyReports {

    private final LocalCopies copies;
    private final CopyReportConfig config;
    private final RegularReports reports;
    private final Clock clock;

    CopyReports(VolumePaths volume, CopyReportConfig config, RegularReports reports, Clock clock) {
        this.copies = new LocalCopies(volume);
        this.config = config;
        this.reports = reports;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        reports.every(config.every(), () -> {
            Instant now = clock.instant();
            Instant since = now.minus(config.lookBack());
            return new CopyReport(now, now.plus(config.every()), CopyReport.LOCAL, since, copies.since(since));
        }, CopyReport::routingKey);
    }
}
