package io.groundzero.backup.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found out about the settings before anything was started.
 *
 * @param problems with which the service must not start, in plain words
 * @param warnings what somebody should look at
 */
public record Findings(List<String> problems, List<String> warnings) {

    static final String MORE = "All settings: docs/configuration.md";

    public Findings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** All problems as one text. */
    public String refusal(String service) {
        return problems.stream().collect(Collectors.joining("\n  - ", "The " + service + " cannot start:\n  - ",
                "\n" + MORE));
    }
}
