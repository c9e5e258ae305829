package io.groundzero.backup.gateway.security;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** When a call came with an API key last, for people to look at. {@link LastSeen} writes it. */
@Entity
@Table(name = "key_use")
public class KeyUseRow extends PanacheEntityBase {

    /** Its number. */
    @Id
    public Long key;
    public Instant at;
}
