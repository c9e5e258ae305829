package io.groundzero.backup.gateway.watch;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** When a cluster's backups are due, as the dumper last told. */
@Entity
@Table(name = "schedule")
public class ScheduleRow extends PanacheEntityBase {

    @Id
    public String cluster;
    /** Null if it is only backed up on request. */
    public String cron;
    @Column(name = "time_zone")
    public String timeZone;
    /** Since when it is so: nothing was due by this schedule before. */
    public Instant since;
}
