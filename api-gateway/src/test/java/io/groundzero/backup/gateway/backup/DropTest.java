package io.groundzero.backup.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;

class DropTest {

    private static final Instant AT = Instant.parse("2026-03-10T03:00:00Z");

    @Test
    void aBackupOfHalfTheUsualSizeIsOne() {
        assertThat(Drop.ofSize(499_999, List.of(1_000_000L, 900_000L, 5_000_000L)))
                .isEqualTo("has 499999 bytes; 1000000 were normal before");
        assertThat(Drop.ofSize(500_000, List.of(1_000_000L, 900_000L, 5_000_000L))).isEmpty();
    }

    @Test
    void theFirstBackupAndSmallOnesAreNone() {
        assertThat(Drop.ofSize(1, List.of())).isEmpty();
        assertThat(Drop.ofSize(1, List.of(60_000L, 60_000L))).isEmpty();
    }

    @Test
    void aTableThatLostHalfItsRowsIsOneAndNamed() {
        List<Proof> before = List.of(proof("jobs", 1000L, "logs", 500L), proof("jobs", 1100L, "logs", 500L));

        assertThat(Drop.ofRows(proof("jobs", 10L, "logs", 501L), before))
                .isEqualTo("app.jobs has 10 rows, 1100 were normal");
        assertThat(Drop.ofRows(proof("logs", 501L), before)).isEqualTo("app.jobs is gone, 1100 were normal");
        assertThat(Drop.ofRows(proof("jobs", 900L, "logs", 501L, "more", 3L), before)).isEmpty();
    }

    @Test
    void aTableThatWasThereOnceIsNotMissed() {
        List<Proof> before = List.of(proof("jobs", 1000L), proof("jobs", 1000L), proof("jobs", 1000L, "copy", 1000L));

        assertThat(Drop.ofRows(proof("jobs", 1000L), before)).isEmpty();
    }

    @Test
    void threeAreNamedAndTheRestCounted() {
        List<Proof> before = List.of(proof("a", 200L, "b", 200L, "c", 200L, "d", 200L, "e", 200L));

        assertThat(Drop.ofRows(proof("z", 1L), before)).contains("app.a", "app.b", "app.c").endsWith("2 more tables")
                .doesNotContain("app.d");
    }

    private static Proof proof(Object... tables) {
        List<TableEvidence> evidence = new ArrayList<>();
        for (int i = 0; i < tables.length; i += 2) {
            evidence.add(new TableEvidence("app", (String) tables[i], (Long) tables[i + 1], true, null));
        }
        return new Proof(Proof.SCHEMA_VERSION, "main-20260310T030000Z", "main", "s3://b", new Digest(1, "a".repeat(64)),
                Verdict.PROVEN, null, "", "full", AT, AT, AT, AT, 1L, AT, List.of(), evidence, List.of());
    }
}
