package io.groundzero.backup.gateway.watch;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.CopyReport.SeenFile;

/**
 * What the files of each copy were like when it counted as whole: what is written to afterwards is another file, though name
 * and size are the same.
 */
@ApplicationScoped
class CopyTags {

    private final EntityManager entities;

    CopyTags(EntityManager entities) {
        this.entities = entities;
    }

    /** Tags by name; empty for a copy that was not whole yet. */
    Map<String, String> of(String place, String backupId) {
        List<Object[]> rows = entities
                .createNativeQuery("SELECT name, tag FROM copy_tag WHERE place = ?1 AND backup_id = ?2", Object[].class)
                .setParameter(1, place).setParameter(2, backupId).getResultList();
        Map<String, String> tags = new HashMap<>();
        rows.forEach(row -> tags.put((String) row[0], (String) row[1]));
        return tags;
    }

    /** Of a copy that is whole: what was not known of it before. */
    void remember(String place, Seen seen, Map<String, String> known, Instant now) {
        if (seen.files() == null) {
            return;
        }
        for (SeenFile file : seen.files()) {
            if (file.tag() != null && !known.containsKey(file.name())) {
                entities.createNativeQuery("INSERT INTO copy_tag VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
                        .setParameter(1, place).setParameter(2, seen.backupId()).setParameter(3, file.name())
                        .setParameter(4, file.tag()).setParameter(5, now).executeUpdate();
            }
        }
    }

    /** A copy that came back as a whole after it was written to is as good as the first one: what is there now counts. */
    void forget(String place, String backupId) {
        entities.createNativeQuery("DELETE FROM copy_tag WHERE place = ?1 AND backup_id = ?2").setParameter(1, place)
                .setParameter(2, backupId).executeUpdate();
    }

    /** Of copies that nobody looks for any more. */
    void forgetBefore(String place, Instant since) {
        entities.createNativeQuery("DELETE FROM copy_tag t USING backup b WHERE b.id = t.backup_id AND t.place = ?1"
                + " AND b.requested_at < ?2").setParameter(1, place).setParameter(2, since).executeUpdate();
    }
}
