package io.groundzero.backup.gateway.backup;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.problem.Input;

/** All backups that the gateway has heard of. */
@ApplicationScoped
public class Backups {

    private final EntityManager entities;
    private final Drops drops;
    private final VerdictCounts verdicts;
    private final ObjectMapper json;

    Backups(EntityManager entities, Drops drops, VerdictCounts verdicts, ObjectMapper json) {
        this.entities = entities;
        this.drops = drops;
        this.verdicts = verdicts;
        this.json = json;
    }

    /**
     * Takes a status event in, whenever and however often it comes.
     *
     * @return the backup afterwards
     * @throws IllegalArgumentException if the event names no proper backup
     */
    @Transactional
    public BackupRow apply(StatusEvent event) {
        BackupRow backup = locked(BackupId.parse(event.backupId()), event.at());
        StepRow.Key key = new StepRow.Key(backup.id, event.stage(),
                event.artifactName() == null ? "" : event.artifactName());
        StepState step = StepState.of(event);
        StepRow row = StepRow.findById(key);
        if (row == null) {
            row = new StepRow();
            row.key = key;
            row.set(step);
            row.persist();
        } else {
            row.set(row.toState().merge(step));
        }
        if (event.facts() != null) {
            keep(backup, event.facts());
        }
        if (event.at().isAfter(backup.lastEventAt)) {
            backup.lastEventAt = event.at();
        }
        entities.flush();
        BackupProgress progress = progress(backup);
        backup.state = progress.state();
        backup.verdict = progress.shownVerdict();
        return backup;
    }

    public Optional<BackupRow> find(String id) {
        return BackupRow.findByIdOptional(id);
    }

    /**
     * @param id as a caller wrote it
     * @throws BackupException REQUEST_INVALID if it is no id; BACKUP_NOT_FOUND
     */
    BackupRow named(String id) throws BackupException {
        return find(Input.valid(() -> BackupId.parse(id)).toString()).orElseThrow(
                () -> new BackupException(ErrorCode.BACKUP_NOT_FOUND, "there is no backup " + id));
    }

    /** Newest first. */
    public List<ProofRow> proofs(String backupId) {
        return ProofRow.list("key.backupId = ?1 order by key.requestedAt desc", backupId);
    }

    public BackupProgress progress(BackupRow backup) {
        Map<Stage, Map<String, StepState>> steps = new EnumMap<>(Stage.class);
        for (StepRow row : StepRow.<StepRow>list("key.backupId", backup.id)) {
            steps.computeIfAbsent(row.key.stage(), stage -> new HashMap<>()).put(row.key.artifact(), row.toState());
        }
        int artifacts = backup.dumpRecord == null
                ? 0
                : read(backup.dumpRecord, DumpRecord.class).artifacts().size();
        Verdict verdict = proofs(backup.id).stream().findFirst().map(proof -> proof.verdict).orElse(null);
        return new BackupProgress(steps, artifacts, backup.shipped != null, backup.joined != null, verdict);
    }

    public <T> T read(String document, Class<T> type) {
        try {
            return json.readValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the gateway's database holds a broken " + type.getSimpleName(), e);
        }
    }

    /** The backup's row, made if it is new, locked against a second event for it. */
    private BackupRow locked(BackupId id, Instant at) {
        entities.createNativeQuery("INSERT INTO backup (id, cluster, requested_at, state, last_event_at)"
                + " VALUES (:id, :cluster, :requestedAt, 'REQUESTED', :at) ON CONFLICT DO NOTHING")
                .setParameter("id", id.toString()).setParameter("cluster", id.cluster())
                .setParameter("requestedAt", id.time()).setParameter("at", at).executeUpdate();
        return entities.find(BackupRow.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
    }

    private void keep(BackupRow backup, StatusEvent.Facts facts) {
        if (facts.dumped() != null) {
            backup.dumpRecord = write(facts.dumped());
        }
        if (facts.shipped() != null) {
            backup.manifest = write(facts.shipped().manifest());
            backup.shipped = write(facts.shipped().message());
            if (facts.shipped().manifest() != null) {
                drops.shipped(backup, facts.shipped().manifest());
            }
        }
        if (facts.joined() != null) {
            backup.joined = facts.joined();
        }
        if (facts.proof() != null) {
            keep(backup, facts.proof());
        }
    }

    private void keep(BackupRow backup, Proof proof) {
        ProofRow.Key key = new ProofRow.Key(backup.id, proof.requestedAt().truncatedTo(ChronoUnit.SECONDS));
        ProofRow known = ProofRow.findById(key);
        if (known != null && !outweighs(proof, known)) {
            return;
        }
        if (known == null || known.verdict != proof.verdict()) {
            verdicts.add(proof.verdict());
        }
        ProofRow row = new ProofRow();
        row.key = key;
        row.cluster = backup.cluster;
        row.verdict = proof.verdict();
        row.finishedAt = proof.finishedAt();
        row.snapshotAt = proof.snapshotAt();
        row.expiresAt = proof.expiresAt();
        row.rtoMillis = proof.rtoMillis();
        row.document = write(proof);
        entities.merge(row);
        drops.counted(backup, proof);
    }

    /** A verdict stands above an attempt without one, whatever comes first; between equals the newer one counts. */
    private static boolean outweighs(Proof proof, ProofRow known) {
        boolean decides = proof.verdict() != Verdict.INCONCLUSIVE;
        boolean decided = known.verdict != Verdict.INCONCLUSIVE;
        return decides == decided ? !proof.finishedAt().isBefore(known.finishedAt) : decides;
    }

    private String write(Object document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
