package io.groundzero.backup.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the gateway knows of an API key.
 *
 * @param name tells people whose it is
 * @param role one of {@link Roles}
 * @param hash SHA-256 of the key. Nothing slower is needed: a key is 256 random bits, which nobody guesses.
 */
record ApiKey(long id, String name, String role, Holder holder, byte[] hash) {

    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
