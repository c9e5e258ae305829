package io.groundzero.backup.verifier.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * Texts that no proof, log or error may show. What an application says can hold them in its own words, so parts of a
 * secret file and the usual ways of writing a text differently count as well.
 */
final class Secrets {

    static final String MASK = "•••";
    /** Shorter parts occur everywhere, and tell nothing. */
    private static final int SHORTEST_PART = 8;
    /** Longer ones are data, which no application prints. */
    private static final int LONGEST_FILE = 64 * 1024;

    // the longest first: one may be part of another
    private final Set<String> texts = new TreeSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** A text that was used as a secret, however short. */
    void add(String secret) {
        if (secret.isEmpty()) {
            return;
        }
        texts.add(secret);
        texts.add(new String(JsonStringEncoder.getInstance().quoteAsString(secret)));
        String encoded = URLEncoder.encode(secret, UTF_8);
        texts.add(encoded);
        texts.add(encoded.replace("+", "%20"));
        texts.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
    }

    /** A text that may be a secret, unless it is so short that it can hardly be one. */
    void addPart(String text) {
        if (text.length() >= SHORTEST_PART) {
            add(text);
        }
    }

    /** All that a secret file holds: lines and, where it is JSON or the like, values. */
    void addFile(String content) {
        if (content.length() > LONGEST_FILE) {
            return;
        }
        add(content.strip());
        content.lines().map(String::strip).forEach(this::addPart);
        for (String word : content.split("[\\s\"'=:,;{}\\[\\]]+")) {
            addPart(word);
        }
    }

    String mask(String text) {
        String masked = text;
        for (String secret : texts) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
