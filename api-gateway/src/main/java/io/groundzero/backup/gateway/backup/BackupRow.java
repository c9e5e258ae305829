package io.groundzero.backup.gateway.backup;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A backup in the gateway's database. */
@Entity
@Table(name = "backup")
public class BackupRow extends PanacheEntityBase {

    @Id
    public String id;
    public String cluster;
    @Column(name = "requested_at")
    public Instant requestedAt;
    @Enumerated(EnumType.STRING)
    public BackupState state;
    @Enumerated(EnumType.STRING)
    public Verdict verdict;
    @Column(name = "last_event_at")
    public Instant lastEventAt;
    /** The backup that answers this request, if another one does. */
    public String joined;
    /** DumpRecord as JSON. */
    @Column(name = "dump_record")
    public String dumpRecord;
    /** Manifest as JSON. */
    public String manifest;
    /** BackupShipped as JSON: what has it verified again. */
    public String shipped;
    /** Of all artifacts before encryption; null before it is shipped. */
    @Column(name = "size_bytes")
    public Long sizeBytes;
    /** Null if it was not compared with those before it yet, '' if it did not shrink. */
    @Column(name = "size_drop")
    public String sizeDrop;
    /** Null if it was not compared with those before it yet, '' if no table shrank. */
    @Column(name = "rows_drop")
    public String rowsDrop;
    /** When a person said that this is as it should be. */
    @Column(name = "drop_accepted_at")
    public Instant dropAcceptedAt;
}
