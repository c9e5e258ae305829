package io.groundzero.backup.checks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment lines that a script begins with, {@code -- key: value} each, up to the first line that is none. Strict:
 * what is misspelt would otherwise be a check that never runs.
 */
final class Header {

    private static final Pattern LINE = Pattern.compile("--\\s*([a-z]+)\\s*:\\s*(.*?)\\s*");
    private static final Set<String> KEYS_OF_CHECKS = Set.of("name", "severity", "database", "when", "kind",
            "timeout");
    private static final Set<String> KEYS_OF_REPAIRS = Set.of("name", "database", "when", "timeout");
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REPAIR_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Value(int line, String text) {
    }

    private final String file;
    private final boolean repair;
    private final Map<String, Value> values = new TreeMap<>();
    private int firstLineOfBody = 1;

    private Header(String file) {
        this.file = file;
        this.repair = file.startsWith("repairs/");
    }

    /**
     * @param file {@code checks/<name>.sql} or {@code repairs/<name>.sql}
     * @param where how to name the file in a message
     */
    static Script parse(String file, String where, String text) throws BrokenScript {
        Header header = new Header(file);
        header.read(where, text);
        return header.script(where, text);
    }

    private void read(String where, String text) throws BrokenScript {
        Set<String> keys = repair ? KEYS_OF_REPAIRS : KEYS_OF_CHECKS;
        for (String line : text.split("\\R", -1)) {
            if (!line.startsWith("--")) {
                return;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || !keys.contains(matcher.group(1))) {
                throw new BrokenScript(where, firstLineOfBody, "not a line of a header: \"" + line
                        + "\"; it has \"-- key: value\" with the keys "
                        + String.join(", ", keys.stream().sorted().toList())
                        + ", and ends with an empty line");
            }
            if (matcher.group(2).isEmpty()) {
                throw new BrokenScript(where, firstLineOfBody, matcher.group(1) + " has no value");
            }
            if (values.put(matcher.group(1), new Value(firstLineOfBody, matcher.group(2))) != null) {
                throw new BrokenScript(where, firstLineOfBody, matcher.group(1) + " comes twice");
            }
            firstLineOfBody++;
        }
    }

    private Script script(String where, String text) throws BrokenScript {
        if (!values.containsKey("name")) {
            throw new BrokenScript(where, 1, "the header has no line \"-- name: …\"");
        }
        Kind kind = repair ? Kind.REPAIR : switch (text("kind", "check")) {
            case "check" -> Kind.CHECK;
            case "act" -> Kind.ACT;
            default -> throw bad(where, "kind", "check or act");
        };
        Severity severity = switch (text("severity", "error")) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default -> throw bad(where, "severity", "error or warning");
        };
        String when = text("when", "true");
        requireExpression(where, when);
        requireBody(where, kind, text);
        return new Script(file, kind, text("name", null), severity, text("database", Script.ALL), when,
                timeout(where), text, sha256(text));
    }

    private void requireBody(String where, Kind kind, String text) throws BrokenScript {
        int statements = count(where, firstLineOfBody, text);
        if (statements == 0) {
            throw new BrokenScript(where, firstLineOfBody, "there is no SQL after the header");
        }
        if (kind == Kind.CHECK && statements > 1) {
            throw new BrokenScript(where, firstLineOfBody,
                    "a check is a single query, but these are " + statements + " statements");
        }
    }

    private void requireExpression(String where, String when) throws BrokenScript {
        int line = values.containsKey("when") ? values.get("when").line() : 1;
        if (count(where, line, CheckRun.condition(when)) != 1) {
            throw bad(where, "when", "one SQL expression");
        }
    }

    private static int count(String where, int line, String sql) throws BrokenScript {
        try {
            return SqlText.statements(sql).size();
        } catch (SQLException e) {
            throw new BrokenScript(where, line, "not SQL: " + e.getMessage());
        }
    }

    private Duration timeout(String where) throws BrokenScript {
        if (!values.containsKey("timeout")) {
            return repair ? REPAIR_TIMEOUT : CHECK_TIMEOUT;
        }
        try {
            Duration timeout = Duration.parse(values.get("timeout").text());
            if (timeout.toMillis() > 0 && timeout.compareTo(LONGEST) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // told below
        }
        throw bad(where, "timeout", "an ISO duration above 0 and up to " + LONGEST + ", such as PT30S");
    }

    private String text(String key, String absent) {
        return values.containsKey(key) ? values.get(key).text() : absent;
    }

    private BrokenScript bad(String where, String key, String expected) {
        return new BrokenScript(where, values.get(key).line(),
                key + " must be " + expected + ": " + values.get(key).text());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
