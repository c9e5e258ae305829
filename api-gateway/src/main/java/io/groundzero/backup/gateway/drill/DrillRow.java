package io.groundzero.backup.gateway.drill;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A game day in the gateway's database. */
@Entity
@Table(name = "drill")
public class DrillRow extends PanacheEntityBase {

    @Id
    public String id;
    public String cluster;
    @Column(name = "backup_id")
    public String backupId;
    @Column(name = "requested_at")
    public Instant requestedAt;
    @Column(name = "requested_by")
    public String requestedBy;
    @Enumerated(EnumType.STRING)
    public DrillState state;
    /** When the event happened that the state comes from. */
    @Column(name = "state_at")
    public Instant stateAt;
    public String code;
    public String cause;
    /** JSON, byte for byte as signed. */
    public String report;
    /** Detached, ASCII-armored. */
    public String signature;
}
