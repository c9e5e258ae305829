package io.groundzero.backup.gateway.security;

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

/** An API key in the gateway's database. The command {@link ApiKeyCommand} writes it; the gateway only reads. */
@Entity
@Table(name = "api_key")
public class ApiKeyRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;
    public String name;
    public String role;
    @Enumerated(EnumType.STRING)
    public Holder holder;
    public byte[] hash;
    @Column(name = "created_at")
    public Instant createdAt;
    @Column(name = "revoked_at")
    public Instant revokedAt;

    ApiKey key() {
        return new ApiKey(id, name, role, holder, hash);
    }
}
