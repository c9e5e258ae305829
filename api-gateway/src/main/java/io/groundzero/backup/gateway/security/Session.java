package io.groundzero.backup.gateway.security;

/**
 * Who is logged in to the dashboard.
 *
 * @param key number of the API key that opened it; null if an identity provider did
 * @param name of the key, or of the person
 * @param role one of {@link Roles}
 */
record Session(Long key, String name, String role) {
}
