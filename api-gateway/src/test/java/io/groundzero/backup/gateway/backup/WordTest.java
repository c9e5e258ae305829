package io.groundzero.backup.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.proof.Verdict;

class WordTest {

    private static final Instant AT = Instant.parse("2026-11-30T03:00:00Z");

    @Test
    void aNewerRefutedWins() {
        assertThat(Word.last(List.of(word(Verdict.PROVEN, 1, 2), word(Verdict.REFUTED, 3, 4))))
                .contains(Verdict.REFUTED);
    }

    @Test
    void aRefutedIsOverruledByAProvenThatIsNewerInEveryWay() {
        assertThat(Word.last(List.of(word(Verdict.REFUTED, 1, 2), word(Verdict.PROVEN, 3, 4))))
                .contains(Verdict.PROVEN);
    }

    /** One of two clocks is wrong, and nobody knows which. */
    @Test
    void inDoubtItIsRefuted() {
        assertThat(Word.last(List.of(word(Verdict.REFUTED, 1, 5), word(Verdict.PROVEN, 3, 4))))
                .contains(Verdict.REFUTED);
        assertThat(Word.last(List.of(word(Verdict.REFUTED, 1, 2), word(Verdict.PROVEN, 1, 4))))
                .contains(Verdict.REFUTED);
    }

    @Test
    void ofOneRequestARefutedIsKeptAndAnAttemptTakesNothingAway() {
        assertThat(word(Verdict.REFUTED, 1, 4).replaces(word(Verdict.PROVEN, 2, 2))).isTrue();
        assertThat(word(Verdict.PROVEN, 1, 4).replaces(word(Verdict.REFUTED, 2, 2))).isFalse();
        assertThat(word(Verdict.INCONCLUSIVE, 9, 9).replaces(word(Verdict.PROVEN, 2, 2))).isFalse();
        assertThat(word(Verdict.PROVEN, 1, 9).replaces(word(Verdict.INCONCLUSIVE, 2, 2))).isTrue();
        assertThat(word(Verdict.PROVEN, 2, 9).replaces(word(Verdict.PROVEN, 2, 2))).isFalse();
    }

    private static Word word(Verdict verdict, int reached, int received) {
        return new Word(verdict, AT.plusSeconds(reached), AT.plusSeconds(received));
    }
}
