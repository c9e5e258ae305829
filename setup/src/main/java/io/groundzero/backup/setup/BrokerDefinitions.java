package io.groundzero.backup.setup;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The broker's definitions with the users' passwords in them, as hashes. */
final class BrokerDefinitions {

    private static final Pattern LEFT_OVER = Pattern.compile("@([a-z-]+)-password-hash@");

    private final String template;

    /** @param template infra/rabbitmq/definitions.json */
    BrokerDefinitions(String template) {
        this.template = template;
    }

    /**
     * Fills in the hashes. Those in the existing text that are still right are taken over: it comes out the same unless
     * there is something to change.
     *
     * @param passwords by user
     * @param existing what was made earlier; may be empty
     * @throws IllegalArgumentException if users of the template and passwords are not the same
     */
    String filled(Map<String, String> passwords, String existing) {
        String filled = template;
        for (Map.Entry<String, String> user : passwords.entrySet()) {
            String place = "@" + user.getKey() + "-password-hash@";
            if (!filled.contains(place)) {
                throw new IllegalArgumentException("has no " + place);
            }
            filled = filled.replace(place, hash(user.getKey(), user.getValue(), existing));
        }
        Matcher leftOver = LEFT_OVER.matcher(filled);
        if (leftOver.find()) {
            throw new IllegalArgumentException("has a user without a password: " + leftOver.group(1));
        }
        return filled;
    }

    private static String hash(String user, String password, String existing) {
        Matcher hash = Pattern
                .compile("\"name\":\\s*\"" + Pattern.quote(user) + "\",\\s*\"password_hash\":\\s*\"([^\"]*)\"")
                .matcher(existing);
        return hash.find() && PasswordHash.matches(hash.group(1), password)
                ? hash.group(1)
                : PasswordHash.of(password);
    }
}
