package io.groundzero.backup.gateway.failure;

import java.time.Instant;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A parked message in the gateway's database. */
@Entity
@Table(name = "failure")
public class FailureRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    /** The work queue that it belongs to, or where it was found. */
    public String queue;
    @Column(name = "backup_id")
    public String backupId;
    public String artifact;
    public String code;
    public String cause;
    public int attempts;
    @Column(name = "parked_at")
    public Instant parkedAt;
    @Column(name = "retried_at")
    public Instant retriedAt;
    @Column(name = "dismissed_at")
    public Instant dismissedAt;
    /** Why a person took it off the list. */
    @Column(name = "dismissed_because")
    public String dismissedBecause;
    /** Read only to send it back: a list of failures must not hold all messages in memory. */
    @Basic(fetch = FetchType.LAZY)
    public byte[] body;
    @Column(name = "body_sha256")
    public String bodySha256;
}
