package io.groundzero.backup.dumper.source;

/**
 * Something that the dump role may not read.
 *
 * @param what for people
 * @param remedy SQL, ready to run as a superuser
 */
public record MissingGrant(String what, String remedy) {

    @Override
    public String toString() {
        return remedy + "  -- " + what;
    }
}
