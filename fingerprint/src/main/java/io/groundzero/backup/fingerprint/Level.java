package io.groundzero.backup.fingerprint;

import java.util.Locale;

/** How much of the content a fingerprint covers. Catalogue, sequences and roles are compared at every level. */
public enum Level {
    /** The number of rows of every table. */
    COUNTS,
    /**
     * The number of rows of every table, and a hash over every row of small ones, over one of {@value Sample#ONE_OF}
     * rows of those that have a primary key and more than {@value Sample#SMALL} rows. See {@link Sample}.
     */
    SAMPLED,
    /** The number of rows and a hash over every row of every table, and over every large object. */
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
