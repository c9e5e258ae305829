package io.groundzero.backup.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions of the dashboard, which a browser holds as a cookie: role, end and a random number, authenticated with
 * HMAC-SHA256 under a secret that follows from the API keys. So a session ends with the key that it was opened with,
 * outlives a restart, and needs no table. Pure logic.
 */
final class Sessions {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int NONCE_BYTES = 16;

    private final byte[] secret;
    private final Duration lifetime;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param secret at least 32 bytes that nobody else knows */
    Sessions(byte[] secret, Duration lifetime, Clock clock) {
        this.secret = secret.clone();
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** @return the cookie's value: letters, digits, dashes, underscores and dots */
    String open(String role) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String content = role + "." + clock.instant().plus(lifetime).getEpochSecond() + "."
                + BASE64.encodeToString(nonce);
        return content + "." + BASE64.encodeToString(mac(content));
    }

    /** @return the role; empty if the value is none of ours, or its time is over */
    Optional<String> role(String value) {
        int end = value.lastIndexOf('.');
        String[] words = value.split("\\.");
        if (end < 0 || words.length != 4
                || !MessageDigest.isEqual(BASE64.encode(mac(value.substring(0, end))),
                        value.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            boolean open = clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(words[1])));
            return open ? Optional.of(words[0]) : Optional.empty();
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private byte[] mac(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
