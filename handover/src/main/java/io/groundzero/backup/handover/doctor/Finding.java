package io.groundzero.backup.handover.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a doctor's list.
 *
 * @param subject what it is about, such as {@code source main}
 * @param words what was found; the first line goes beside the subject
 * @param advice what to do about it, in lines; empty if nothing is to be done
 */
public record Finding(Kind kind, String subject, String words, String advice) {

    /** How bad it is. */
    public enum Kind {
        OK("ok"),
        /** It works, and is unwise. */
        WARN("warn"),
        /** It does not work. */
        FAIL("FAIL");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private static final String INDENT = "      ";

    /** As it is printed, without line ends: what was found, and indented below it what to do. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> found = words.strip().lines().toList();
        lines.add(String.format("%-5s %s: %s", kind.word, subject, found.isEmpty() ? "" : found.get(0)));
        found.stream().skip(1).forEach(line -> lines.add(INDENT + line));
        advice.strip().lines().forEach(line -> lines.add(INDENT + line));
        return lines;
    }
}
