package io.groundzero.backup.gateway.security;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A session of the dashboard, for people to look at. {@link LastSeen} writes it. */
@Entity
@Table(name = "open_session")
public class OpenSessionRow extends PanacheEntityBase {

    /** Tells it from all others, and opens nothing. */
    @Id
    public String id;
    /** Number of the API key that opened it; null if the identity provider did. */
    public Long key;
    public String name;
    public String role;
    /** Where it was last seen. */
    public String address;
    @Column(name = "seen_at")
    public Instant seenAt;
    @Column(name = "opened_at")
    public Instant openedAt;
    public Instant until;
}
