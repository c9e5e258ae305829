package io.groundzero.backup.gateway.backup;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A {@link StepState} in the gateway's database. */
@Entity
@Table(name = "step")
public class StepRow extends PanacheEntityBase {

    /** @param artifact '' for a stage that works on the whole backup */
    @Embeddable
    public record Key(@Column(name = "backup_id") String backupId, @Enumerated(EnumType.STRING) Stage stage,
            String artifact) implements Serializable {
    }

    @EmbeddedId
    public Key key;
    @Enumerated(EnumType.STRING)
    public StageState state;
    @Column(name = "event_id")
    public String eventId;
    public Instant at;
    @Column(name = "started_at")
    public Instant startedAt;
    public int attempts;
    @Column(name = "bytes_done")
    public Long bytesDone;
    @Column(name = "bytes_total")
    public Long bytesTotal;
    public String code;
    public String cause;
    @Column(name = "retry_at")
    public Instant retryAt;

    StepState toState() {
        return new StepState(state, eventId, at, startedAt, attempts, bytesDone, bytesTotal, code, cause, retryAt);
    }

    void set(StepState step) {
        state = step.current();
        eventId = step.eventId();
        at = step.at();
        startedAt = step.startedAt();
        attempts = step.attempts();
        bytesDone = step.bytesDone();
        bytesTotal = step.bytesTotal();
        code = step.code();
        cause = step.cause();
        retryAt = step.retryAt();
    }
}
