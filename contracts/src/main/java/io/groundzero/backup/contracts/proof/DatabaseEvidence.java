package io.groundzero.backup.contracts.proof;

/**
 * What the test of one database of a backup came to. A database that is bad, or that its owner keeps from being tested, says
 * nothing about the others, though a backup is PROVEN only with all of them.
 *
 * @param database its name
 * @param verdict PROVEN if it was restored, holds what the source held, and passed its checks; INCONCLUSIVE if it could not
 *        be tested, or the test did not come so far
 * @param code why, if not PROVEN; null otherwise
 * @param why one sentence or more; null if PROVEN
 */
public record DatabaseEvidence(String database, Verdict verdict, String code, String why) {
}
