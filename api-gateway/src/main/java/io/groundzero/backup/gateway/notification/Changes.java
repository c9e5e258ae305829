package io.groundzero.backup.gateway.notification;

import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.gateway.alarm.Alarm;
import io.groundzero.backup.gateway.alarm.AlarmChange;

/** Makes one change of two, for whoever heard of neither. Pure logic. */
final class Changes {

    private Changes() {
    }

    /** What is new is what is still there of it; what is over is told even if nobody heard that it began. */
    static AlarmChange merge(AlarmChange earlier, AlarmChange later) {
        List<Alarm> raised = new ArrayList<>(earlier.raised());
        raised.removeIf(alarm -> !contains(later.open(), alarm) || contains(later.raised(), alarm));
        raised.addAll(later.raised());
        List<Alarm> cleared = new ArrayList<>(earlier.cleared());
        cleared.removeIf(alarm -> contains(later.open(), alarm) || contains(later.cleared(), alarm));
        cleared.addAll(later.cleared());
        return new AlarmChange(later.at(), earlier.before(), later.state(), List.copyOf(raised), List.copyOf(cleared),
                later.open());
    }

    static boolean same(Alarm one, Alarm other) {
        return one.kind() == other.kind() && one.subject().equals(other.subject());
    }

    private static boolean contains(List<Alarm> alarms, Alarm alarm) {
        return alarms.stream().anyMatch(other -> same(other, alarm));
    }
}
