package io.groundzero.backup.fingerprint.catalogue;

import java.util.Objects;

/**
 * Where a sequence stood. Sequences are outside of every snapshot and go on while a dump runs, so it is read before and
 * after.
 *
 * @param name schema and name, quoted where SQL would
 * @param increment never 0
 * @param before null if there was no such sequence yet
 * @param after null if it was gone
 */
public record SequenceFingerprint(String name, long increment, SequenceValue before, SequenceValue after) {

    /**
     * Whether a copy may stand there. Between before and after, ends included, in the direction of the increment; a
     * sequence that stood further back afterwards has cycled or was set back, so that only what lies between after and
     * before is out of the question.
     *
     * @param value null if the copy has no such sequence
     */
    boolean admits(SequenceValue value) {
        if (value == null) {
            return before == null || after == null;
        }
        boolean notBehind = before == null || value.reached(before, increment);
        boolean notAhead = after == null || after.reached(value, increment);
        boolean setBack = before != null && after != null && !after.reached(before, increment);
        return setBack ? notBehind || notAhead : notBehind && notAhead;
    }

    /** For people. */
    String words() {
        if (Objects.equals(before, after)) {
            return before + " in the source";
        }
        return (before == null ? "absent" : before) + " before the dump and " + (after == null ? "absent" : after)
                + " after it in the source";
    }
}
