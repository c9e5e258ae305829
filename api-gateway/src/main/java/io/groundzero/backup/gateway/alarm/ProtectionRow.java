package io.groundzero.backup.gateway.alarm;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.groundzero.backup.gateway.status.Protection;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** The state that was seen last, and since when it is so: one row. */
@Entity
@Table(name = "protection")
public class ProtectionRow extends PanacheEntityBase {

    static final int ONLY = 1;

    @Id
    public int id;
    /** Null before the first look. */
    @Enumerated(EnumType.STRING)
    public Protection.State state;
    public Instant since;
}
