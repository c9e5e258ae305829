package io.groundzero.backup.gateway.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
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
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.problem.Input;
import io.groundzero.backup.gateway.signature.VerifierKeys;

/** All backups that the gateway has heard of. */
@ApplicationScoped
public class Backups {

    private final EntityManager entities;
    private final Drops drops;
    private final VerdictCounts verdicts;
    private final VerifierKeys verifiers;
    private final ObjectMapper json;
    private final Clock clock;

    Backups(EntityManager entities, Drops drops, VerdictCounts verdicts, VerifierKeys verifiers, ObjectMapper json,
            Clock clock) {
        this.entities = entities;
        this.drops = drops;
        this.verdicts = verdicts;
        this.verifiers = verifiers;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes a status event in, whenever and however often it comes.
     *
     * @return the backup afterwards
     * @throws IllegalArgumentException if the event names no proper backup
     */
    @Transactional
    public BackupRow apply(StatusEvent event) {
        Instant now = clock.instant();
        // what claims a later time would outrank all that comes after it, and keep alarms quiet
        Instant at = Clocks.bounded(event.at(), now);
        BackupRow backup = locked(BackupId.parse(event.backupId()), at);
        StepRow.Key key = new StepRow.Key(backup.id, event.stage(),
                event.artifactName() == null ? "" : event.artifactName());
        StepState step = StepState.of(event, at);
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
            keep(backup, event.facts(), now);
        }
        if (at.isAfter(backup.lastEventAt)) {
            backup.lastEventAt = at;
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

    /** The one that was reached last first. */
    public List<ProofRow> proofs(String backupId) {
        return ProofRow.list("key.backupId = ?1 order by reachedAt desc, receivedAt desc", backupId);
    }

    public BackupProgress progress(BackupRow backup) {
        Map<Stage, Map<String, StepState>> steps = new EnumMap<>(Stage.class);
        for (StepRow row : StepRow.<StepRow>list("key.backupId", backup.id)) {
            steps.computeIfAbsent(row.key.stage(), stage -> new HashMap<>()).put(row.key.artifact(), row.toState());
        }
        int artifacts = backup.dumpRecord == null
                ? 0
                : read(backup.dumpRecord, DumpRecord.class).artifacts().size();
        Verdict verdict = Word.lastSigned(proofs(backup.id)).orElse(null);
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

    private void keep(BackupRow backup, StatusEvent.Facts facts, Instant now) {
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
        if (facts.proof() != null || facts.signedProof() != null) {
            keepProof(backup, facts, now);
        }
    }

    /**
     * What no verifier signed is kept, to be seen and told, but it is no proof, and takes the place of none.
     *
     * @throws IllegalArgumentException if what was signed is about another backup
     */
    private void keepProof(BackupRow backup, StatusEvent.Facts facts, Instant now) {
        SignedReport signed = facts.signedProof();
        String signedBy = signed == null || signed.report() == null
                ? null
                : verifiers.signer(signed.report().getBytes(UTF_8), signed.signature()).orElse(null);
        Proof proof = signedBy == null ? facts.proof() : signedProof(backup, signed.report());
        if (proof == null) {
            return;
        }
        ProofRow.Key key = new ProofRow.Key(backup.id, proof.requestedAt().truncatedTo(ChronoUnit.SECONDS));
        ProofRow known = ProofRow.findById(key);
        Word word = new Word(proof.verdict(), Clocks.bounded(proof.finishedAt(), now), now);
        if (known != null && (signedBy == null && known.signedBy != null
                || (signedBy == null) == (known.signedBy == null) && !word.replaces(Word.of(known)))) {
            return;
        }
        if (signedBy != null && (known == null || known.signedBy == null || known.verdict != proof.verdict())) {
            verdicts.add(proof.verdict());
        }
        ProofRow row = new ProofRow();
        row.key = key;
        row.cluster = backup.cluster;
        row.verdict = proof.verdict();
        row.finishedAt = proof.finishedAt();
        row.receivedAt = word.receivedAt();
        row.reachedAt = word.reachedAt();
        row.snapshotAt = proof.snapshotAt();
        row.expiresAt = proof.expiresAt();
        row.rtoMillis = proof.rtoMillis();
        row.document = signedBy == null ? write(proof) : signed.report();
        row.signedBy = signedBy;
        row.signature = signedBy == null ? null : signed.signature();
        entities.merge(row);
        if (signedBy != null) {
            drops.counted(backup, proof);
        }
    }

    private Proof signedProof(BackupRow backup, String report) {
        Proof proof;
        try {
            proof = json.readValue(report, Proof.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what was signed is no proof: " + e.getOriginalMessage(), e);
        }
        if (!backup.id.equals(proof.backupId())) {
            throw new IllegalArgumentException("a proof of " + proof.backupId() + " came as one of " + backup.id);
        }
        return proof;
    }

    private String write(Object document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
