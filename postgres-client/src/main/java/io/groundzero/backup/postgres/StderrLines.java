package io.groundzero.backup.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of a stream, however much it is. */
final class StderrLines {

    static final int LIMIT = 200;
    /** In characters. */
    static final int LONGEST = 2000;

    private final Deque<String> lines = new ArrayDeque<>();
    private long omitted;

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == LIMIT) {
            lines.removeFirst();
            omitted++;
        }
        lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    synchronized List<String> last() {
        return new ArrayList<>(lines);
    }

    synchronized long omitted() {
        return omitted;
    }
}
