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
    @Column(name = "snapshot_at")
    public Instant snapshotAt;
    @Column(name = "expires_at")
    public Instant expiresAt;
    @Column(name = "rto_millis")
    public Long rtoMillis;
    /** Proof as JSON. */
    public String document;
}
