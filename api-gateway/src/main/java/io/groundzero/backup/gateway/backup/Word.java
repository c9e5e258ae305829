package io.groundzero.backup.gateway.backup;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.contracts.proof.Verdict;

/**
 * One verdict on a backup, and which of several holds. They are ordered by when they were reached, never by when they were
 * asked for: who asks may write any time. Doubts are settled against the backup: REFUTED is overruled only by a PROVEN
 * that is newer both by when it was reached and by when it was heard of. Pure logic.
 *
 * @param verdict what the verifier said
 * @param reachedAt when it ended, by its clock; not later than it was heard of
 * @param receivedAt when it was heard of, by ours
 */
record Word(Verdict verdict, Instant reachedAt, Instant receivedAt) {

    private static final Comparator<Word> OLDEST_FIRST = Comparator.comparing(Word::reachedAt)
            .thenComparing(Word::receivedAt);

    static Word of(ProofRow proof) {
        return new Word(proof.verdict, proof.reachedAt, proof.receivedAt);
    }

    /**
     * The verdict that holds, by what verifiers signed.
     *
     * @return empty if there is no proof; INCONCLUSIVE if there are only such as nobody signed
     */
    static Optional<Verdict> lastSigned(Collection<ProofRow> proofs) {
        List<Word> signed = proofs.stream().filter(proof -> proof.signedBy != null).map(Word::of).toList();
        return signed.isEmpty() && !proofs.isEmpty() ? Optional.of(Verdict.INCONCLUSIVE) : last(signed);
    }

    /** The verdict that holds; empty if there is none. An attempt without a verdict is the last word until it is repeated. */
    static Optional<Verdict> last(Collection<Word> words) {
        Optional<Word> newest = words.stream().max(OLDEST_FIRST);
        return newest.map(word -> word.verdict == Verdict.PROVEN && words.stream().anyMatch(word::doubtedBy)
                ? Verdict.REFUTED
                : word.verdict);
    }

    private boolean doubtedBy(Word other) {
        return other.verdict == Verdict.REFUTED
                && (!reachedAt.isAfter(other.reachedAt) || !receivedAt.isAfter(other.receivedAt));
    }

    /** Whether this, which was just heard of, takes the place of what the same request brought before. */
    boolean replaces(Word known) {
        boolean decides = verdict != Verdict.INCONCLUSIVE;
        if (decides != (known.verdict != Verdict.INCONCLUSIVE)) {
            return decides;
        }
        return reachedAt.isAfter(known.reachedAt) || verdict == Verdict.REFUTED && known.verdict != Verdict.REFUTED;
    }
}
