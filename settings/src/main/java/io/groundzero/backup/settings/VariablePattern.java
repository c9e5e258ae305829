package io.groundzero.backup.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An environment variable, or many of them.
 *
 * @param text in which {@code *} stands for a name: letters and digits, at the end also underscores
 */
record VariablePattern(String text) {

    private static final String ANY = "*";

    boolean matches(String variable) {
        return pattern(text.endsWith(ANY) ? "[A-Z0-9_]+" : "[A-Z0-9]+").matcher(variable).matches();
    }

    /** The name in a variable that would be this one if its name had no underscore. */
    Optional<String> brokenName(String variable) {
        if (!text.contains(ANY)) {
            return Optional.empty();
        }
        Matcher matcher = pattern("([A-Z0-9_]+)").matcher(variable);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** This one with the name that stands at the same place in a variable. */
    String filledLike(String variable) {
        int place = Arrays.asList(text.split("_")).indexOf(ANY);
        String[] words = variable.split("_");
        return place < 0 ? text : text.replace(ANY, place < words.length ? words[place] : ANY);
    }

    private Pattern pattern(String name) {
        return Pattern.compile(Pattern.quote(text).replace(ANY, "\\E" + name + "\\Q"));
    }
}
