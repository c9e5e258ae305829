package io.groundzero.backup.gateway.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.gateway.backup.BackupRow;

/** What is known of copies from those who look for them regularly. */
@ApplicationScoped
public class KnownCopies {

    /** Where copies are looked for. */
    public static final List<String> PLACES = List.of(CopyReport.LOCAL, CopyReport.OFF_SITE);

    private final EntityManager entities;

    KnownCopies(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param place one of {@link #PLACES}
     * @return why this copy does not count, as the end of a sentence; empty if it does, or nobody has looked yet
     */
    public Optional<String> trouble(String place, String backupId) {
        MissingCopyRow missing = MissingCopyRow.findById(new MissingCopyRow.Key(place, backupId));
        if (missing != null) {
            return Optional.of(missing.what);
        }
        RegularReportRow report = RegularReportRow.findById(CopyReport.ROUTING_KEY_PREFIX + place);
        if (report == null) {
            return Optional.empty();
        }
        if (report.looksBackTo != null && BackupId.parse(backupId).time().isBefore(report.looksBackTo)) {
            return Optional.of("is older than anybody looks for: GZ_COPIES_LOOK_BACK");
        }
        // a report says what lies there; whether that is all, only the manifest does
        return BackupRow.count("id = ?1 and shipped is not null", backupId) == 0
                ? Optional.of("was compared with nothing: the gateway never learnt that it was shipped")
                : Optional.empty();
    }

    /** How many were missing, or not whole, by place; without a place that nobody has looked at yet. */
    @Transactional
    public Map<String, Long> missing() {
        Map<String, Long> missing = new TreeMap<>();
        List<String> looked = entities.createQuery("select name from RegularReportRow", String.class).getResultList();
        PLACES.stream().filter(place -> looked.contains(CopyReport.ROUTING_KEY_PREFIX + place))
                .forEach(place -> missing.put(place, 0L));
        entities.createQuery("select key.place, count(*) from MissingCopyRow group by key.place", Object[].class)
                .getResultList().forEach(row -> missing.put((String) row[0], (Long) row[1]));
        return missing;
    }
}
