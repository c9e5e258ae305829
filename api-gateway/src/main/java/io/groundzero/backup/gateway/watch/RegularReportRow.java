package io.groundzero.backup.gateway.watch;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** When a regular report came last. */
@Entity
@Table(name = "regular_report")
public class RegularReportRow extends PanacheEntityBase {

    /** The routing key. */
    @Id
    public String name;
    @Column(name = "sent_at")
    public Instant sentAt;
    @Column(name = "received_at")
    public Instant receivedAt;
    @Column(name = "next_at")
    public Instant nextAt;
    /** Of copies that are older it says nothing; null for reports that are not about copies. */
    @Column(name = "looks_back_to")
    public Instant looksBackTo;
}
