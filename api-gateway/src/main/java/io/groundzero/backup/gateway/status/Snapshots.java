package io.groundzero.backup.gateway.status;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Reads the database as it was at one moment. Otherwise a query may find a row by what was stored a moment ago, and be
 * given the same row as an earlier query has seen it.
 */
@ApplicationScoped
public class Snapshots {

    private final EntityManager entities;

    Snapshots(EntityManager entities) {
        this.entities = entities;
    }

    /** @param reading in a transaction of its own that stores nothing */
    public <T> T read(Callable<T> reading) {
        return QuarkusTransaction.requiringNew().call(() -> {
            entities.createNativeQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    .executeUpdate();
            return reading.call();
        });
    }
}
