package io.groundzero.backup.gateway.watch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.groundzero.backup.contracts.message.CopyReport;

/** How many copies were missing, or not whole, when their places were last looked at. */
@ApplicationScoped
public class MissingCopies {

    /** Where copies are looked for. */
    public static final List<String> PLACES = List.of(CopyReport.LOCAL, CopyReport.OFF_SITE);

    private final EntityManager entities;

    MissingCopies(EntityManager entities) {
        this.entities = entities;
    }

    /** By place; without a place that nobody has looked at yet. */
    @Transactional
    public Map<String, Long> read() {
        Map<String, Long> missing = new TreeMap<>();
        List<String> looked = entities.createQuery("select name from RegularReportRow", String.class).getResultList();
        PLACES.stream().filter(place -> looked.contains(CopyReport.ROUTING_KEY_PREFIX + place))
                .forEach(place -> missing.put(place, 0L));
        entities.createQuery("select key.place, count(*) from MissingCopyRow group by key.place", Object[].class)
                .getResultList().forEach(row -> missing.put((String) row[0], (Long) row[1]));
        return missing;
    }
}
