package io.groundzero.backup.checks;

import java.time.Duration;

/**
 * A check, a smoke test or a repair: one SQL file with a header.
 *
 * @param file {@code checks/<name>.sql} or {@code repairs/<name>.sql}
 * @param kind what it does
 * @param name what it says, a sentence
 * @param severity of a violation
 * @param database the only database it is for, or {@value #ALL}
 * @param when an SQL expression that is true where it applies
 * @param timeout how long it may take on the source
 * @param text the whole file, header included
 * @param sha256 of the file, hexadecimal
 */
public record Script(String file, Kind kind, String name, Severity severity, String database, String when,
        Duration timeout, String text, String sha256) {

    public static final String ALL = "*";

    /** Whether it is for this database; whether it applies there is another question. */
    public boolean isFor(String name) {
        return database.equals(ALL) || database.equals(name);
    }

    /** Shipped, and about PostgreSQL rather than about an application. */
    public boolean generic() {
        return file.startsWith("checks/generic-");
    }

    @Override
    public String toString() {
        return name + " (" + file + ")";
    }
}
