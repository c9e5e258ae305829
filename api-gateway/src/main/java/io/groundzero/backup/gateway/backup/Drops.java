package io.groundzero.backup.gateway.backup;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;
import io.quarkus.panache.common.Page;

/** Backups that are much smaller than those before them, until a person accepts that or it has become normal. */
@ApplicationScoped
public class Drops implements Concern {

    /** Backups before one whose drop was accepted are no measure any more. */
    private static final String BEFORE = "cluster = ?1 and requestedAt < ?2 and shipped is not null and requestedAt >="
            + " coalesce((select max(accepted.requestedAt) from BackupRow accepted where accepted.cluster = ?1"
            + " and accepted.requestedAt < ?2 and accepted.dropAcceptedAt is not null), requestedAt) order by requestedAt desc, id desc";

    private final GatewayConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    Drops(GatewayConfig config, ObjectMapper json, Clock clock) {
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Compares a backup that was just shipped. */
    void shipped(BackupRow backup, Manifest manifest) {
        backup.sizeBytes = manifest.artifacts().stream().mapToLong(artifact -> artifact.plain().size()).sum();
        String drop = Drop.ofSize(backup.sizeBytes,
                before(backup).stream().map(row -> row.sizeBytes).filter(Objects::nonNull).toList());
        askAgainIfNew(backup, drop, backup.sizeDrop);
        backup.sizeDrop = drop;
    }

    /** Compares a backup whose tables were just counted. */
    void counted(BackupRow backup, Proof proof) {
        if (proof.verdict() == Verdict.INCONCLUSIVE || proof.tables().isEmpty()) {
            return;
        }
        List<Proof> before = new ArrayList<>();
        for (BackupRow row : before(backup)) {
            ProofRow proven = ProofRow.<ProofRow>find("key.backupId = ?1 and verdict = ?2 order by reachedAt desc",
                    row.id, Verdict.PROVEN).firstResult();
            if (proven != null) {
                before.add(read(proven.document));
            }
        }
        String drop = Drop.ofRows(proof, before);
        askAgainIfNew(backup, drop, backup.rowsDrop);
        backup.rowsDrop = drop;
    }

    /** Nobody has accepted what was not known yet. */
    private static void askAgainIfNew(BackupRow backup, String drop, String known) {
        if (!drop.isEmpty() && !drop.equals(known)) {
            backup.dropAcceptedAt = null;
        }
    }

    /** What shrank is as it should be: from this backup on it is what others are compared with. */
    void accept(BackupRow backup) {
        // this column alone: what services just told of the backup must not be overwritten with what it was before
        BackupRow.update("dropAcceptedAt = ?1 where id = ?2", clock.instant(), backup.id);
    }

    @Override
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        for (String cluster : config.clusters()) {
            BackupRow sized = newest("sizeDrop", cluster, now);
            if (sized != null && !sized.sizeDrop.isEmpty() && sized.dropAcceptedAt == null) {
                problems.add(problem(AlarmKind.SIZE_DROPPED, sized, sized.id + " " + sized.sizeDrop));
            }
            BackupRow counted = newest("rowsDrop", cluster, now);
            if (counted != null && !counted.rowsDrop.isEmpty() && counted.dropAcceptedAt == null) {
                problems.add(problem(AlarmKind.ROWS_DROPPED, counted, "in " + counted.id + " " + counted.rowsDrop));
            }
        }
        return problems;
    }

    private static Problem problem(AlarmKind kind, BackupRow backup, String what) {
        return new Problem(kind, backup.id, what, "find out who deleted data on the source, and keep the older backups;"
                + " if it is as it should be: POST /api/v1/backups/" + backup.id + "/drop-acceptance");
    }

    private static BackupRow newest(String compared, String cluster, Instant now) {
        return BackupRow.<BackupRow>find("cluster = ?1 and " + compared + " is not null and requestedAt <= ?2"
                + " order by requestedAt desc, id desc", cluster, Clocks.latest(now)).firstResult();
    }

    private static List<BackupRow> before(BackupRow backup) {
        return BackupRow.<BackupRow>find(BEFORE, backup.cluster, backup.requestedAt).page(Page.ofSize(Drop.COMPARED))
                .list();
    }

    private Proof read(String document) {
        try {
            return json.readValue(document, Proof.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the gateway's database holds a broken proof", e);
        }
    }
}
