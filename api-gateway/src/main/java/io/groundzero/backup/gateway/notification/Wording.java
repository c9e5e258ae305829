package io.groundzero.backup.gateway.notification;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.gateway.alarm.Alarm;
import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.status.Protection;

/** What a notice says in words; the same on every channel. */
final class Wording {

    private static final int LONGEST = 400;

    private Wording() {
    }

    /**
     * @param heading ours
     * @param lines in the order of their importance
     */
    record Section(String heading, List<Line> lines) {
    }

    /**
     * Comes from outside: names of clusters, tables and errors are in it.
     *
     * @param what is wrong
     * @param remedy what to do, or null
     */
    record Line(String what, String remedy) {
    }

    /** Nothing but our own words, in ASCII. */
    static String title(Notice notice) {
        AlarmChange change = notice.change();
        if (notice.test()) {
            return "Ground-Zero Backup: test message";
        }
        StringBuilder title = new StringBuilder("Ground-Zero Backup: ").append(change.state());
        if (change.before() != null && change.before() != change.state()) {
            title.append(" (was ").append(change.before()).append(')');
        }
        if (!change.raised().isEmpty()) {
            title.append(", ").append(change.raised().size()).append(" new");
        }
        if (!change.cleared().isEmpty()) {
            title.append(", ").append(change.cleared().size()).append(" over");
        }
        return title.toString();
    }

    static String summary(Notice notice) {
        String now = meaning(notice.change().state());
        return notice.test()
                ? "You asked whether messages arrive here: they do. " + notice.change().state() + ": " + now
                : now;
    }

    /** Without those that would be empty. */
    static List<Section> sections(Notice notice) {
        AlarmChange change = notice.change();
        List<Section> sections = new ArrayList<>();
        add(sections, "New", change.raised(), true);
        add(sections, notice.test() || change.raised().isEmpty() ? "Wrong now" : "Also wrong now", notice.remaining(),
                true);
        add(sections, "Over", change.cleared(), false);
        return sections;
    }

    private static void add(List<Section> sections, String heading, List<Alarm> alarms, boolean withRemedy) {
        if (!alarms.isEmpty()) {
            sections.add(new Section(heading, alarms.stream().map(alarm -> new Line(
                    plain(alarm.what()) + " (" + alarm.kind() + ", since "
                            + alarm.since().truncatedTo(ChronoUnit.SECONDS) + ")",
                    withRemedy ? plain(alarm.remedy()) : null)).toList()));
        }
    }

    /** One line, not too long, and nothing in it that hides or turns text. */
    private static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static String meaning(Protection.State state) {
        return switch (state) {
            case PROTECTED -> "There is a backup that is proven to restore, and nothing is wrong.";
            case AT_RISK -> "There is a backup that is proven to restore, but something is wrong.";
            case UNPROTECTED -> "There is no backup that is proven to restore.";
        };
    }
}
