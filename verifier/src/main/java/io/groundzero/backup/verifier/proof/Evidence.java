package io.groundzero.backup.verifier.proof;

import java.util.ArrayList;
import java.util.List;

/** What a step looked at, a line each. Keeps the first {@value #LIMIT} lines and counts the rest. */
public class Evidence {

    static final int LIMIT = 200;

    private final List<String> lines = new ArrayList<>();
    private long omitted;
    private String summary = "";

    public void add(String line) {
        if (lines.size() < LIMIT) {
            lines.add(line);
        } else {
            omitted++;
        }
    }

    /** One sentence about the whole step. */
    public void summary(String sentence) {
        summary = sentence;
    }

    String summary() {
        return summary;
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (omitted > 0) {
            all.add("… and " + omitted + " more");
        }
        return all;
    }
}
