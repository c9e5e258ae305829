package io.groundzero.backup.gateway.backup;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A proof in the gateway's database: what is asked for often as columns, the whole as JSON. */
@Entity
@Table(name = "proof")
public class ProofRow extends PanacheEntityBase {

    @Embeddable
    public record Key(@Column(name = "backup_id") String backupId,
            @Column(name = "requested_at") Instant requestedAt) implements Serializable {
    }

    @EmbeddedId
    public Key key;
    public String cluster;
    @Enumerated(EnumType.STRING)
    public Verdict verdict;
    @Column(name = "finished_at")
    public Instant finishedAt;
    /** When the gateway heard of it, by its own clock. */
    @Column(name = "received_at")
    public Instant receivedAt;
    /** When the verdict was reached: {@link #finishedAt}, but not later than it was heard of. */
    @Column(name = "reached_at")
    public Instant reachedAt;
    @Column(name = "snapshot_at")
    public Instant snapshotAt;
    @Column(name = "expires_at")
    public Instant expiresAt;
    @Column(name = "rto_millis")
    public Long rtoMillis;
    /** Proof as JSON; if it is signed, byte for byte as it was. */
    public String document;
    /** Fingerprint of the verifier's key; null if no verifier signed it: then it is no proof. */
    @Column(name = "signed_by")
    public String signedBy;
    /** Detached, ASCII-armored; null if there is none that counts. */
    public String signature;

    /** Until when it counts: as long as the verifier meant, from when it was reached by a clock that is not ahead. */
    public Instant countsUntil() {
        Instant bounded = reachedAt.plus(Duration.between(finishedAt, expiresAt));
        return bounded.isBefore(expiresAt) ? bounded : expiresAt;
    }
}
