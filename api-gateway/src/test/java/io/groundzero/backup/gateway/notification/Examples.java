package io.groundzero.backup.gateway.notification;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import io.groundzero.backup.gateway.alarm.Alarm;
import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Protection.State;

/** Notices for tests. */
final class Examples {

    static final Instant AT = Instant.parse("2026-03-10T12:00:00Z");
    static final URI DASHBOARD = URI.create("https://backup.example.org/?a=1&b=2");
    /** What a table may be called. */
    static final String HOSTILE = "a<!channel>&b @everyone <@123> **x** [y](https://evil.example) `z` _u_ |~\r\n# big\u202e";

    private Examples() {
    }

    static Alarm alarm(AlarmKind kind, String subject) {
        return new Alarm(kind, subject, kind + " of " + subject, "mend " + subject, AT);
    }

    static Alarm hostile() {
        return new Alarm(AlarmKind.ROWS_DROPPED, "main", HOSTILE, "look at " + HOSTILE, AT);
    }

    static Notice notice(AlarmChange change) {
        return new Notice("00000000-0000-0000-0000-000000000001", false, change, DASHBOARD);
    }

    /** Something is new, something is over, something stays. */
    static Notice full() {
        Alarm parked = alarm(AlarmKind.PARKED, "");
        return notice(new AlarmChange(AT, State.PROTECTED, State.UNPROTECTED, List.of(hostile()),
                List.of(alarm(AlarmKind.RPO_MISSED, "")), List.of(hostile(), parked)));
    }
}
