package io.groundzero.backup.gateway.notification;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.groundzero.backup.gateway.notification.Wording.Line;

/** Services refuse messages that are too long; what does not fit is counted instead of told. */
final class Room {

    private int left;

    /** @param bytes how much of the lines' text fits, in UTF-8 */
    Room(int bytes) {
        left = bytes;
    }

    /** Those that fit, and how many do not. */
    List<String> fit(List<Line> lines, Function<Line, String> rendering) {
        List<String> fitting = new ArrayList<>();
        for (Line line : lines) {
            String text = rendering.apply(line);
            int size = text.getBytes(StandardCharsets.UTF_8).length + 1;
            if (size > left) {
                fitting.add("… and " + (lines.size() - fitting.size()) + " more: look at the dashboard");
                break;
            }
            left -= size;
            fitting.add(text);
        }
        return fitting;
    }
}
