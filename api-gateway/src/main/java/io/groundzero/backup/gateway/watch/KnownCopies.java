package io.groundzero.backup.gateway.watch;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.name.BackupId;

/** What is known of copies from those who look for them regularly. */
@ApplicationScoped
public class KnownCopies {

    /**
     * @param place {@code local} or {@code off-site}
     * @return why this copy does not count, as the end of a sentence; empty if it does, or nobody has looked yet
     */
    public Optional<String> trouble(String place, String backupId) {
        MissingCopyRow missing = MissingCopyRow.findById(new MissingCopyRow.Key(place, backupId));
        if (missing != null) {
            return Optional.of(missing.what);
        }
        RegularReportRow report = RegularReportRow.findById(CopyReport.ROUTING_KEY_PREFIX + place);
        boolean isTooOld = report != null && report.looksBackTo != null
                && BackupId.parse(backupId).time().isBefore(report.looksBackTo);
        return isTooOld ? Optional.of("is older than anybody looks for: GZ_COPIES_LOOK_BACK") : Optional.empty();
    }
}
