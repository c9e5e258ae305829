package io.groundzero.backup.gateway.backup;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.groundzero.backup.contracts.proof.Verdict;

/**
 * How often verifications came to each verdict. Counted as they come, because the history cannot tell: an attempt without
 * a verdict gives way to one with a verdict, and a counter never goes back.
 */
@ApplicationScoped
public class VerdictCounts {

    private final EntityManager entities;

    VerdictCounts(EntityManager entities) {
        this.entities = entities;
    }

    /** In the transaction that stores the proof. */
    void add(Verdict verdict) {
        entities.createNativeQuery("INSERT INTO verdict_count VALUES (?1, 1)"
                + " ON CONFLICT (verdict) DO UPDATE SET total = verdict_count.total + 1")
                .setParameter(1, verdict.name()).executeUpdate();
    }

    /** All verdicts; 0 for one that was never reached. */
    @Transactional
    public Map<Verdict, Long> read() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0L);
        }
        List<Object[]> rows = entities
                .createNativeQuery("SELECT verdict, total FROM verdict_count", Object[].class).getResultList();
        rows.forEach(row -> counts.put(Verdict.valueOf((String) row[0]), ((Number) row[1]).longValue()));
        return counts;
    }
}
