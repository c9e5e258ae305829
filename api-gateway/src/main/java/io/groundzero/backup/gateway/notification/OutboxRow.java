package io.groundzero.backup.gateway.notification;

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

/** A change that one channel is to tell. */
@Entity
@Table(name = "notification")
public class OutboxRow extends PanacheEntityBase {

    /** How far it is. */
    public enum State {
        /** It is tried, or will be. */
        PENDING,
        /** It was told. */
        SENT,
        /** A newer one tells what it would have told. */
        SUPERSEDED,
        /** It was tried for a day. The next one tells it as well. */
        GIVEN_UP
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    public String channel;
    @Column(name = "change_id")
    public String changeId;
    /** An AlarmChange as JSON. */
    public String change;
    @Enumerated(EnumType.STRING)
    public State state;
    @Column(name = "created_at")
    public Instant createdAt;
    /** When the oldest of the changes happened that it tells. */
    public Instant since;
    /** When it is tried next. */
    @Column(name = "due_at")
    public Instant dueAt;
    public int attempts;
    @Column(name = "ended_at")
    public Instant endedAt;
    /** Why the last attempt that failed did. */
    public String error;
    @Column(name = "failed_at")
    public Instant failedAt;
}
