package io.groundzero.backup.reference;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of env.example that set something.
 *
 * @param text of the file
 */
record EnvironmentExample(String text) {

    private static final Pattern LINE = Pattern.compile("(#?)([A-Z][A-Z0-9_]*)=(.*)");

    /**
     * One line.
     *
     * @param shown whether it is commented out, which shows the default
     */
    record Line(boolean shown, String variable, String value) {
    }

    List<Line> lines() {
        return text.lines().map(LINE::matcher).filter(Matcher::matches)
                .map(line -> new Line(!line.group(1).isEmpty(), line.group(2), line.group(3))).toList();
    }
}
