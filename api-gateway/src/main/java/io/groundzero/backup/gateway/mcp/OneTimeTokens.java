package io.groundzero.backup.gateway.mcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person lets an assistant do: one thing, once, within {@value #MINUTES} minutes. Kept in memory as hashes, so a
 * restart ends all. Pure logic.
 */
final class OneTimeTokens {

    static final int MINUTES = 10;

    private static final Duration LIFETIME = Duration.ofMinutes(MINUTES);
    private static final int BYTES = 16;
    /** The oldest goes: a person needs one at a time. */
    private static final int MOST = 100;

    private final Map<String, Permission> permissions = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    OneTimeTokens(Clock clock) {
        this.clock = clock;
    }

    private record Permission(String action, Instant expiresAt) {
    }

    /** @param value 128 random bits: 22 letters, digits, dashes and underscores */
    record Token(String value, Instant expiresAt) {
    }

    /** @param action exactly what is allowed, such as {@code failure.dismiss 7} */
    synchronized Token issue(String action) {
        Instant now = clock.instant();
        permissions.values().removeIf(permission -> !now.isBefore(permission.expiresAt));
        while (permissions.size() >= MOST) {
            permissions.remove(permissions.keySet().iterator().next());
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Token token = new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), now.plus(LIFETIME));
        permissions.put(hash(token.value), new Permission(action, token.expiresAt));
        return token;
    }

    /**
     * Uses a token up.
     *
     * @return whether it allows this action; one for another action stays what it is
     */
    synchronized boolean use(String value, String action) {
        String hash = hash(value);
        Permission permission = permissions.get(hash);
        if (permission == null || !permission.action.equals(action)) {
            return false;
        }
        permissions.remove(hash);
        return clock.instant().isBefore(permission.expiresAt);
    }

    private static String hash(String value) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
