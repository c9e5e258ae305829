package io.groundzero.backup.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What sessions are signed with. Half of it is random and lies in the database, half is the database's password: who gets
 * hold of a copy of the database cannot sign, and a weak password cannot be guessed from a cookie.
 */
final class SessionSecret {

    private SessionSecret() {
    }

    /** @return 32 bytes */
    static byte[] of(byte[] stored, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("dashboard session".getBytes(StandardCharsets.UTF_8));
            digest.update(stored);
            digest.update(password.getBytes(StandardCharsets.UTF_8));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
