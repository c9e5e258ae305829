package io.groundzero.backup.verifier.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message of the throwaway server's log. Unlike a client, which knows what failed last, the server tells what
 * failed first, its SQLSTATE, and which of its own lines found the fault. What the parts hold may come from a backup.
 *
 * @param stamp time and process, which tell two messages of the same words apart
 * @param severity for example {@code ERROR}
 * @param state five characters
 * @param text its first line
 * @param detail what belongs to it, maybe of several lines; or empty
 * @param hint what to do, in the server's opinion; or empty
 * @param context where it happened, a line each; or empty
 * @param location function, file and line of PostgreSQL's sources; or empty
 */
public record ServerMessage(String stamp, String severity, String state, String text, String detail, String hint,
        String context, String location) {

    private static final String PREFIX = "^(\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[\\d+\\] )";
    private static final Pattern HEAD = Pattern
            .compile(PREFIX + "(LOG|WARNING|ERROR|FATAL|PANIC):  ([0-9A-Z]{5}): (.*)$");
    private static final Pattern PART = Pattern
            .compile(PREFIX + "(DETAIL|HINT|QUERY|CONTEXT|LOCATION|BACKTRACE|STATEMENT):  (.*)$");
    private static final Set<String> FAILURES = Set.of("ERROR", "FATAL", "PANIC");

    /** Where the procedural languages raise what somebody's function asked them to, with any SQLSTATE and words. */
    private static final Pattern RAISED = Pattern.compile("(?:^|, )(?:pl_exec|plperl|plpy_\\w+|pltcl)\\.c:.*");

    /**
     * @param log lines as the server wrote them at {@code log_error_verbosity = verbose}; others are passed over
     * @return in their order
     */
    public static List<ServerMessage> read(List<String> log) {
        List<ServerMessage> messages = new ArrayList<>();
        Matcher head = null;
        Map<String, String> parts = new TreeMap<>();
        String part = null;
        for (String line : log) {
            Matcher next = HEAD.matcher(line);
            Matcher field = PART.matcher(line);
            if (next.matches()) {
                add(head, parts, messages);
                head = next;
                parts.clear();
                part = null;
            } else if (field.matches()) {
                part = field.group(2);
                parts.put(part, field.group(3));
            } else if (part != null && line.startsWith("\t")) {
                parts.merge(part, line.substring(1), (first, more) -> first + "\n" + more);
            }
        }
        add(head, parts, messages);
        return messages;
    }

    private static void add(Matcher head, Map<String, String> parts, List<ServerMessage> messages) {
        if (head != null) {
            messages.add(new ServerMessage(head.group(1), head.group(2), head.group(3), head.group(4),
                    parts.getOrDefault("DETAIL", ""), parts.getOrDefault("HINT", ""),
                    parts.getOrDefault("CONTEXT", ""), parts.getOrDefault("LOCATION", "")));
        }
    }

    /** Lines that may be shown: without what may quote rows or statements. */
    static List<String> headlines(List<String> log) {
        return log.stream().filter(line -> !line.startsWith("\t") && !PART.matcher(line).matches()).toList();
    }

    /** The location comes last. */
    public boolean whole() {
        return !location.isEmpty();
    }

    public boolean failure() {
        return FAILURES.contains(severity);
    }

    /** Whether a function in the database raised it: its words are somebody's, and say nothing about this machine. */
    public boolean raised() {
        return RAISED.matcher(location).find();
    }
}
