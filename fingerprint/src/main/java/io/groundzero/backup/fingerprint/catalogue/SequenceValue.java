package io.groundzero.backup.fingerprint.catalogue;

/**
 * Where a sequence stands.
 *
 * @param last the last value that was handed out, or the first that will be
 * @param called which of the two
 */
public record SequenceValue(long last, boolean called) {

    /** Whether this is where the other is, or further on in the direction of the increment. */
    boolean reached(SequenceValue other, long increment) {
        int order = increment < 0 ? Long.compare(other.last, last) : Long.compare(last, other.last);
        return order > 0 || order == 0 && (called || !other.called);
    }

    @Override
    public String toString() {
        return last + (called ? "" : " (not handed out yet)");
    }
}
