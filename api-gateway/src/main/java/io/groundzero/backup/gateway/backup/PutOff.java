package io.groundzero.backup.gateway.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;

/**
 * A backup that is tried again and again for an hour, because somebody holds a lock for example. It makes events all the
 * time, so it does not look as if nothing went on.
 */
@ApplicationScoped
public class PutOff implements Concern {

    static final Duration PATIENCE = Duration.ofHours(1);

    private final GatewayConfig config;

    PutOff(GatewayConfig config) {
        this.config = config;
    }

    @Override
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        for (String cluster : config.clusters()) {
            Newest.backup(cluster, now)
                    .ifPresent(backup -> StepRow.<StepRow>find("key.backupId = ?1 and key.stage <> ?2"
                            + " and state in ?3 and attempts > 1 and startedAt < ?4 order by startedAt", backup.id,
                            Stage.VERIFY,
                            // an attempt that has begun and reported nothing is put off still
                            List.of(StageState.RETRYING, StageState.STARTED), now.minus(PATIENCE)).firstResultOptional()
                            .ifPresent(step -> problems.add(problem(backup, step))));
        }
        return problems;
    }

    private static Problem problem(BackupRow backup, StepRow step) {
        return new Problem(AlarmKind.BACKUP_PUT_OFF, backup.id,
                "the newest backup, " + backup.id + ", has been put off since " + step.startedAt + ", at "
                        + step.key.stage().word() + (step.code == null ? "" : ": " + step.code + ": " + step.cause),
                "mend the cause: GET /api/v1/backups/" + backup.id + " says what to do about it");
    }
}
