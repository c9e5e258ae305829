package io.groundzero.backup.gateway.notification;

import java.net.URI;
import java.util.List;

import io.groundzero.backup.gateway.alarm.Alarm;
import io.groundzero.backup.gateway.alarm.AlarmChange;

/**
 * What one message says, whatever it looks like.
 *
 * @param id the same each time that this message is tried
 * @param test whether somebody only wants to see that the channel works
 * @param change what happened
 * @param dashboard where to look, or null
 */
record Notice(String id, boolean test, AlarmChange change, URI dashboard) {

    /** Alarms that were told before, and are still there. */
    List<Alarm> remaining() {
        return change.open().stream().filter(alarm -> change.raised().stream()
                .noneMatch(raised -> Changes.same(raised, alarm))).toList();
    }
}
