package io.groundzero.backup.gateway.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.gateway.alarm.Alarm;
import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.notification.WebhookFormat.Post;
import io.groundzero.backup.gateway.status.Protection;

/** Our own format, for programs: docs/notifications.md. Fields are added to it, never renamed. */
final class JsonFormat {

    private JsonFormat() {
    }

    /** The body. */
    record Body(String id, boolean test, Instant at, Protection.State before, Protection.State state, String title,
            List<Alarm> raised, List<Alarm> cleared, List<Alarm> open, String dashboard) {
    }

    static Post of(Notice notice) {
        AlarmChange change = notice.change();
        Post post = WebhookFormat
                .json(new Body(notice.id(), notice.test(), change.at(), change.before(), change.state(),
                        Wording.title(notice), change.raised(), change.cleared(), change.open(),
                        notice.dashboard() == null ? null : notice.dashboard().toString()));
        return new Post(Map.of("Content-Type", "application/json", "Idempotency-Key", notice.id()), post.body());
    }
}
