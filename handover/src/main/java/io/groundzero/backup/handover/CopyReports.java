package io.groundzero.backup.handover;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.message.CopyReport;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;

/** Tells the gateway which copies there are in the places that this service can look at. */
@ApplicationScoped
class CopyReports {

    private final List<CopyPlace> places;
    private final CopyReportConfig config;
    private final RegularReports reports;
    private final Clock clock;

    CopyReports(@All List<CopyPlace> places, CopyReportConfig config, RegularReports reports, Clock clock) {
        this.places = places;
        this.config = config;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * @throws IllegalStateException in plain words, if it would look never or for nothing
     */
    void start(@Observes StartupEvent event) {
        if (places.isEmpty()) {
            return;
        }
        requirePositive("gz.copies.every", config.every());
        // a report that looks back from tomorrow would expect no copy, and miss none
        requirePositive("gz.copies.look-back", config.lookBack());
        for (CopyPlace place : places) {
            reports.every(config.every(), () -> {
                Instant now = clock.instant();
                Instant since = now.minus(config.lookBack());
                return new CopyReport(now, now.plus(config.every()), place.place(), since, place.since(since));
            }, CopyReport::routingKey);
        }
    }

    private static void requirePositive(String setting, Duration value) {
        // less than a millisecond is nothing to the timer
        if (value.toMillis() <= 0) {
            throw new IllegalStateException(setting + " must be above 0: " + value);
        }
    }
}
