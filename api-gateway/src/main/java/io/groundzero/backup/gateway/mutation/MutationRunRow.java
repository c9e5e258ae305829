package io.groundzero.backup.gateway.mutation;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A test of the verifier in the gateway's database. */
@Entity
@Table(name = "mutation_run")
public class MutationRunRow extends PanacheEntityBase {

    @Id
    public Instant at;
    public boolean passed;
    /** MutationReport as JSON. */
    public String document;
}
