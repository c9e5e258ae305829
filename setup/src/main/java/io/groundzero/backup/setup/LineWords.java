package io.groundzero.backup.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A short word for each line of a text, so that whoever types it from paper finds the line with a mistake. */
final class LineWords {

    /** Prints the words of {@code ~/backup-private.asc}. */
    static final String COMMAND = """
            while read -r line; do printf %s "$line" | sha256sum | cut -c1-4; done \\
              < ~/backup-private.asc | xargs -n 10
            """;

    private static final int DIGITS = 4;
    private static final int PER_ROW = 10;

    private LineWords() {
    }

    /** As {@link #COMMAND} prints them. */
    static String of(String text) {
        List<String> words = text.lines().map(line -> sha256(line).substring(0, DIGITS)).toList();
        StringBuilder rows = new StringBuilder();
        for (int word = 0; word < words.size(); word++) {
            boolean last = word == words.size() - 1 || word % PER_ROW == PER_ROW - 1;
            rows.append(words.get(word)).append(last ? "\n" : " ");
        }
        return rows.toString();
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
