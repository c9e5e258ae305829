package io.groundzero.backup.gateway.alarm;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** An alarm in the gateway's database; open as long as it was not cleared. */
@Entity
@Table(name = "alarm")
public class AlarmRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    @Enumerated(EnumType.STRING)
    public AlarmKind kind;
    public String subject;
    public String what;
    public String remedy;
    @Column(name = "raised_at")
    public Instant raisedAt;
    @Column(name = "cleared_at")
    public Instant clearedAt;

    Alarm alarm() {
        return new Alarm(kind, subject, what, remedy, raisedAt);
    }
}
