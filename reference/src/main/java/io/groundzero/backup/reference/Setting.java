package io.groundzero.backup.reference;

import java.util.Locale;

/**
 * One setting.
 *
 * @param property its name, in which {@code <name>} stands for a name that users choose
 * @param meaning in Markdown
 * @param values what it may be, in Markdown
 * @param fallback what it is if it is not set; empty if it is then absent
 * @param required whether nothing works without it
 * @param kind what it names
 * @param limited whether something says which values are good; of numbers, durations, sizes and paths not all are
 */
record Setting(String property, String meaning, String values, String fallback, boolean required, Kind kind,
        boolean limited) {

    /** What a setting names. */
    enum Kind {
        VALUE,
        /** A file with a secret. */
        SECRET
    }

    /** As in the documentation: {@code GZ_CLUSTERS_<NAME>_HOST}. */
    String variable() {
        return property.replaceAll("[^A-Za-z0-9<>]", "_").toUpperCase(Locale.ROOT);
    }

    /** With a star for each name. */
    String pattern() {
        return variable().replaceAll("<[A-Z]+>", "*");
    }
}
