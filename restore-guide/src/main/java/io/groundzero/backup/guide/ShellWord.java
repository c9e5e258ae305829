package io.groundzero.backup.guide;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Writes any text as one word of a bash command, on one line, in printable ASCII, and without a backtick. */
final class ShellWord {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_./:%@+=,-]+");
    private static final Pattern QUOTABLE = Pattern.compile("[\\x20-\\x7e&&[^'`]]*");

    private ShellWord() {
    }

    /**
     * @throws IllegalArgumentException if the text holds a NUL, which no command can take
     */
    static String of(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name with a NUL");
        }
        if (HARMLESS.matcher(text).matches()) {
            return text;
        }
        if (QUOTABLE.matcher(text).matches()) {
            return "'" + text + "'";
        }
        StringBuilder word = new StringBuilder("$'");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 0x20 && c <= 0x7e && c != '\'' && c != '`' && c != '\\';
            // three octal digits: unlike \\xHH they cannot swallow a digit that follows
            word.append(plain ? String.valueOf(c) : String.format("\\%03o", (int) c));
        }
        return word.append('\'').toString();
    }
}
