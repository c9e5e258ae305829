package io.groundzero.backup.fingerprint;

/**
 * Which rows of a table the level {@code sampled} looks at. Source and copy must choose the same ones, wherever they
 * lie on the disk and however the machine sorts text, so that neither TABLESAMPLE nor ranges of keys will do: a row is
 * chosen by the hash of its primary key. The whole table is passed over for that, which counts its rows as well; what
 * is saved is what costs most, fetching and writing out the wide values of all other rows. Whether a table is large is
 * decided by counting its rows up to the limit, never by its size on disk, which a restore changes. A table without a
 * primary key is read in full: nothing else tells its rows apart.
 */
final class Sample {

    /** Rows up to which a table is read in full. */
    static final int SMALL = 50_000;

    /** A power of two. */
    static final int ONE_OF = 16;

    private Sample() {
    }

    /**
     * A condition for SQL on a row {@code t}.
     *
     * @param key quoted names of the columns of the primary key, each behind {@code t.}
     */
    static String condition(String key) {
        return "(hashtextextended(" + RowText.of("ROW(" + key + ")") + " COLLATE \"C\", 2) & " + (ONE_OF - 1) + ") = 0";
    }
}
