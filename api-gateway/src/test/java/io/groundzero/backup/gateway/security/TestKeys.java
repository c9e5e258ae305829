package io.groundzero.backup.gateway.security;

import java.time.Instant;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import io.groundzero.backup.gateway.Servers;
import io.quarkus.runtime.StartupEvent;

/** The keys that the tests use: known to them, as no key that the command makes is. */
@ApplicationScoped
class TestKeys {

    @Transactional
    void store(@Observes @Priority(1) StartupEvent start) {
        store("operator", Roles.OPERATOR, Holder.PERSON, Servers.OPERATOR_KEY);
        store("viewer", Roles.VIEWER, Holder.PERSON, Servers.VIEWER_KEY);
        store("assistant", Roles.OPERATOR, Holder.MACHINE, Servers.ASSISTANT_KEY);
    }

    private static void store(String name, String role, Holder holder, String key) {
        if (ApiKeyRow.count("name", name) == 0) {
            ApiKeyRow row = new ApiKeyRow();
            row.name = name;
            row.role = role;
            row.holder = holder;
            row.hash = ApiKey.hash(key);
            row.createdAt = Instant.parse("2026-01-01T00:00:00Z");
            row.persist();
        }
    }
}
