package io.groundzero.backup.gateway.notification;

import io.groundzero.backup.gateway.notification.Wording.Section;

/** A notice as text without any markup. */
final class PlainText {

    private PlainText() {
    }

    /** @param room for the alarms */
    static String of(Notice notice, Room room) {
        StringBuilder text = new StringBuilder(Wording.summary(notice)).append('\n');
        for (Section section : Wording.sections(notice)) {
            text.append('\n').append(section.heading()).append(":\n");
            room.fit(section.lines(), line -> "- " + line.what()
                    + (line.remedy() == null ? "" : "\n  What to do: " + line.remedy()))
                    .forEach(line -> text.append(line).append('\n'));
        }
        if (notice.dashboard() != null) {
            text.append("\nDashboard: ").append(notice.dashboard()).append('\n');
        }
        return text.toString();
    }
}
