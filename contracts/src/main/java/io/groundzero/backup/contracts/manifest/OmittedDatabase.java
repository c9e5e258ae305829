package io.groundzero.backup.contracts.manifest;

/**
 * A database of the source that a backup does not hold, and was not meant to.
 *
 * @param name as in the source
 * @param reason why not: the rest of a sentence that begins with the database
 */
public record OmittedDatabase(String name, String reason) {

    @Override
    public String toString() {
        return "database " + name + " is not in the backup: " + reason;
    }
}
