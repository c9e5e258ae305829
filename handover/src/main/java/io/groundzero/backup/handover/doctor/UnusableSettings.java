package io.groundzero.backup.handover.doctor;

import java.util.List;

/** Settings that are missing or malformed, so that what depends on them cannot be looked at. */
public final class UnusableSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    UnusableSettings(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, naming the setting. */
    List<String> problems() {
        return problems;
    }
}
