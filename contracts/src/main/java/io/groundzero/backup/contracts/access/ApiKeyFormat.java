package io.groundzero.backup.contracts.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What an API key of the gateway looks like, for those who make one and those who take one. */
public final class ApiKeyFormat {

    private static final String PREFIX = "gz_";
    private static final int BYTES = 32;
    private static final Pattern KEY = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private ApiKeyFormat() {
    }

    /** A new key: {@value #PREFIX} and 43 letters, digits, dashes and underscores. The prefix lets scanners find it. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static boolean matches(String text) {
        return KEY.matcher(text).matches();
    }
}
