package io.groundzero.backup.gateway.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;
import io.quarkus.panache.common.Page;

/** What claims to be of a time that has not come. It counts for nothing, and must be told: nobody would look for it. */
@ApplicationScoped
public class FutureTimes implements Concern {

    private static final int MOST = 5;

    @Override
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        for (BackupRow backup : BackupRow.<BackupRow>find("requestedAt > ?1 order by requestedAt desc, id desc",
                Clocks.latest(now)).page(Page.ofSize(MOST)).list()) {
            problems.add(problem(backup.id, "backup " + backup.id + " claims a time that has not come", backup.id));
        }
        for (ProofRow proof : ProofRow.<ProofRow>find("finishedAt > ?1 or snapshotAt > ?1 order by receivedAt desc",
                Clocks.latest(now)).page(Page.ofSize(MOST)).list()) {
            problems.add(problem(proof.key.backupId(), "a proof of " + proof.key.backupId()
                    + " claims to be of " + (proof.finishedAt.isAfter(now) ? proof.finishedAt : proof.snapshotAt)
                    + ", which has not come", proof.key.backupId()));
        }
        return problems;
    }

    private static Problem problem(String subject, String what, String backupId) {
        return new Problem(AlarmKind.TIME_IN_FUTURE, subject, what, "find out whose clock was wrong, or who sent it;"
                + " it counts for nothing. Take it away in the gateway's database: DELETE FROM backup WHERE id = '"
                + backupId + "'");
    }
}
