package io.groundzero.backup.postgres;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a server says about an error, without the values of rows that it quotes: a proof lies in the bucket for whoever may
 * read there. What comes out of a dump is shown on one line of printable characters and no longer than it helps.
 * Pure logic.
 */
public final class WithoutRows {

    private static final int LONGEST = 300;
    private static final int LINES = 8;
    private static final String GONE = "…";

    private static final String KEY = ")=(";
    /** What follows the values of a key, in the words of all errors that quote one. */
    private static final List<String> AFTER_KEY = List.of(" is not present in table ",
            " is still referenced from table ",
            " already exists", " is duplicated", " conflicts with ");
    private static final Pattern PLACE = Pattern.compile(
            "(COPY .*?, line \\d+(?:, column [^:]*)?|JSON data, line \\d+).*",
            Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'?");
    private static final Pattern ROW = Pattern.compile("(Failing row contains ).*", Pattern.DOTALL);

    private WithoutRows() {
    }

    /** A DETAIL: the names of tables and columns stay, what the columns hold does not. */
    public static String detail(String text) {
        Matcher row = ROW.matcher(text);
        if (row.matches()) {
            return row.group(1) + "(" + GONE + ").";
        }
        int values = text.indexOf(KEY);
        if (values >= 0) {
            String after = AFTER_KEY.stream().filter(words -> text.lastIndexOf(words) > values)
                    .map(words -> words.equals(" conflicts with ")
                            ? " conflicts with another one."
                            : text.substring(text.lastIndexOf(words)))
                    .findFirst().orElse("");
            return oneLine(text.substring(0, values) + KEY + GONE + ")" + after);
        }
        return oneLine(literals(text));
    }

    /** A CONTEXT: functions and lines stay. */
    public static String context(String text) {
        return text.lines().limit(LINES).map(line -> {
            Matcher place = PLACE.matcher(line);
            return oneLine(place.matches() ? place.group(1) : literals(line));
        }).collect(Collectors.joining("; "));
    }

    static String literals(String text) {
        return LITERAL.matcher(text).replaceAll("'" + GONE + "'");
    }

    /** Control characters, also those that only seem to be none, become a blank. */
    public static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + GONE : line;
    }
}
