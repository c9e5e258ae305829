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
 * Sessions of the dashboard, which a browser holds as a cookie: key, name, role, end and a random number, authenticated
 * with HMAC-SHA256. So a session outlives a restart and needs no table; only those that were ended early are written down,
 * see {@link EndedSessions}. Pure logic.
 */
final class Sessions {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String NO_KEY = "-";
    private static final int NONCE_BYTES = 16;
    private static final int WORDS = 6;

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
    String open(Session session) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String content = String.join(".", session.key() == null ? NO_KEY : session.key().toString(),
                BASE64.encodeToString(session.name().getBytes(StandardCharsets.UTF_8)), session.role(),
                Long.toString(clock.instant().plus(lifetime).getEpochSecond()), BASE64.encodeToString(nonce));
        return content + "." + BASE64.encodeToString(mac(content));
    }

    /** @return empty if the value is none of ours, or its time is over. Whether its key is still good is not asked. */
    Optional<Session> read(String value) {
        int end = value.lastIndexOf('.');
        String[] words = value.split("\\.");
        if (end < 0 || words.length != WORDS
                || !MessageDigest.isEqual(BASE64.encode(mac(value.substring(0, end))),
                        value.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(words[3])))) {
                return Optional.empty();
            }
            return Optional.of(new Session(NO_KEY.equals(words[0]) ? null : Long.valueOf(words[0]),
                    new String(Base64.getUrlDecoder().decode(words[1]), StandardCharsets.UTF_8), words[2]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What tells this session from all others, and until when it would last; empty if the value is none of ours. */
    Optional<Ticket> ticket(String value) {
        return read(value).map(session -> {
            String[] words = value.split("\\.");
            return new Ticket(words[4], Instant.ofEpochSecond(Long.parseLong(words[3])));
        });
    }

    /**
     * @param id random
     * @param until when it ends by itself
     */
    record Ticket(String id, Instant until) {
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
