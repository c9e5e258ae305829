package io.groundzero.backup.contracts.proof;

/**
 * What the comparison of one table found.
 *
 * @param database its database
 * @param table schema and name, quoted where SQL would
 * @param rows in the source; null if it is not there
 * @param identical whether the copy holds the same
 * @param difference one clause, such as {@code has 41 rows, 42 in the source}; null if identical
 */
public record TableEvidence(String database, String table, Long rows, boolean identical, String difference) {
}
