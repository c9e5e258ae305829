package io.groundzero.backup.verifier.copy;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.handover.CopyReportConfig;
import io.groundzero.backup.handover.RegularReports;
import io.groundzero.backup.store.Bucket;
import io.quarkus.runtime.StartupEvent;
import software.amazon.awssdk.services.s3.S3Client;

/** Tells the gateway which copies there are in the bucket. */
@ApplicationScoped
class CopyReports {

    private final OffSiteCopies copies;
    private final CopyReportConfig config;
    private final RegularReports reports;
    private final Clock clock;

    CopyReports(S3Client client, Bucket bucket, CopyReportConfig config, RegularReports reports, Clock clock) {
        this.copies = new OffSiteCopies(client, bucket);
        this.config = config;
        this.reports = reports;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        reports.every(config.every(), () -> {
            Instant now = clock.instant();
            Instant since = now.minus(config.lookBack());
            return new CopyReport(now, now.plus(config.every()), CopyReport.OFF_SITE, since, copies.since(since));
        }, CopyReport::routingKey);
    }
}
