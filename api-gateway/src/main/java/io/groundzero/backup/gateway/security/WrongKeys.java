package io.groundzero.backup.gateway.security;

/**
 * Slows down who guesses.
 *
 * @param logins to the dashboard, where people type
 * @param calls of the API. More are allowed: a forgotten script with an old key must not lock out everything else behind
 *        the same address at once.
 */
record WrongKeys(FailedLogins logins, FailedLogins calls) {
}
