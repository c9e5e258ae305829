package io.groundzero.backup.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Passwords as RabbitMQ stores them: base64(salt, SHA-256(salt, password)), the salt being four bytes. */
final class PasswordHash {

    private static final int SALT_BYTES = 4;

    private PasswordHash() {
    }

    static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salted(salt, password);
    }

    static boolean matches(String hash, String password) {
        try {
            byte[] bytes = Base64.getDecoder().decode(hash);
            return bytes.length > SALT_BYTES && salted(Arrays.copyOf(bytes, SALT_BYTES), password).equals(hash);
        } catch (IllegalArgumentException e) {
            return false; // not base64
        }
    }

    private static String salted(byte[] salt, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(password.getBytes(StandardCharsets.UTF_8));
            byte[] both = Arrays.copyOf(salt, SALT_BYTES + hash.length);
            System.arraycopy(hash, 0, both, SALT_BYTES, hash.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
