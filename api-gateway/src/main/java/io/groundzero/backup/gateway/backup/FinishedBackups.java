package io.groundzero.backup.gateway.backup;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.backup.FinishedBackup.StageRow;

/** What is known of backups that are over, without reading their documents. */
@ApplicationScoped
public class FinishedBackups {

    private final EntityManager entities;
    private final Clock clock;

    FinishedBackups(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The newest backup of a cluster that came to a verdict. */
    @Transactional
    public Optional<FinishedBackup> newest(String cluster) {
        List<String> ids = entities
                .createQuery("select id from BackupRow where cluster = ?1 and state in ?2"
                        + " and requestedAt <= ?3 order by requestedAt desc, id desc", String.class)
                .setParameter(1, cluster).setParameter(2, List.of(BackupState.PROVEN, BackupState.REFUTED))
                .setParameter(3, Clocks.latest(clock.instant())).setMaxResults(1).getResultList();
        return ids.stream().findFirst().flatMap(this::read);
    }

    /**
     * The size of each backup, of all artifacts before encryption, in bytes; without those of which it is not known.
     *
     * @param ids not empty
     */
    @Transactional
    public Map<String, Long> sizes(Collection<String> ids) {
        Map<String, Long> sizes = new HashMap<>();
        entities.createQuery("select id, sizeBytes from BackupRow where sizeBytes is not null and id in ?1",
                Object[].class).setParameter(1, ids).getResultList()
                .forEach(row -> sizes.put((String) row[0], (Long) row[1]));
        return sizes;
    }

    private Optional<FinishedBackup> read(String id) {
        Instant firstVerdictAt = entities
                .createQuery(
                        "select min(reachedAt) from ProofRow where key.backupId = ?1 and verdict <> ?2 and signedBy is not null",
                        Instant.class)
                .setParameter(1, id).setParameter(2, Verdict.INCONCLUSIVE).getSingleResult();
        if (firstVerdictAt == null) {
            return Optional.empty();
        }
        List<StageRow> rows = entities.createQuery("select key.stage, min(startedAt), max(at), max(attempts),"
                + " sum(bytesDone) from StepRow where key.backupId = ?1 group by key.stage", StageRow.class)
                .setParameter(1, id).getResultList();
        return Optional.of(FinishedBackup.of(BackupId.parse(id).time(), firstVerdictAt, rows));
    }
}
