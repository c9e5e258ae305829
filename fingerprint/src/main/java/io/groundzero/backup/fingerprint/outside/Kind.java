package io.groundzero.backup.fingerprint.outside;

/** Kinds of what a logical backup may not hold. */
public enum Kind {
    /** Holds rows of users; a dump holds none of them, or only those that the extension's condition selects. */
    EXTENSION_TABLE("table of an extension", true),
    /** Of which a dump does not hold where it stands. */
    EXTENSION_SEQUENCE("sequence of an extension", true);

    private final String word;
    private final boolean data;

    Kind(String word, boolean data) {
        this.word = word;
        this.data = data;
    }

    /** As fingerprint and proof call it. */
    public String word() {
        return word;
    }

    /** Whether users' data are lost with it, so that a person must accept it by name. */
    boolean data() {
        return data;
    }
}
