package io.groundzero.backup.fingerprint;

import java.util.Locale;

/** How much of the content a fingerprint covers. */
public enum Level {
    /** The number of rows of every table. */
    COUNTS,
    /** The number of rows and a hash over every row of every table. */
    FULL;

    /** Lower case, as in the manifest and in proofs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such level
     */
    public static Level of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
