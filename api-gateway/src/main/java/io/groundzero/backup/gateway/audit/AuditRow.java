package io.groundzero.backup.gateway.audit;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A line of the audit log. The database refuses to change or delete one. */
@Entity
@Table(name = "audit")
public class AuditRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    public Instant at;
    public String actor;
    public String role;
    public String way;
    public String address;
    public String action;
    /** Null when it is about to be done. */
    public String outcome;
    /** The line that said that it is about to be done; null there, and for what was refused at once. */
    @Column(name = "begun_by")
    public Long begunBy;
}
