package io.groundzero.backup.gateway.notification;

import java.util.stream.Collectors;

import io.groundzero.backup.handover.doctor.BriefVertx;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.vertx.core.Vertx;

/** Whether somebody is told when something goes wrong. Nothing is sent. */
public final class NotificationCheck {

    private static final String SUBJECT = "notifications";

    private final GivenSettings settings;

    public NotificationCheck(GivenSettings settings) {
        this.settings = settings;
    }

    public Check check() {
        return new Check(SUBJECT, this::look);
    }

    private void look(Findings findings) {
        NotificationConfig config = settings.group(NotificationConfig.class);
        Vertx vertx = BriefVertx.open();
        try {
            Channels channels = Channels.open(config, vertx, new Outward());
            if (channels.all().isEmpty()) {
                findings.warn(SUBJECT, "nobody is told when something goes wrong",
                        "Set up mail or a webhook: docs/notifications.md.");
            } else {
                findings.ok(SUBJECT, "by " + channels.all().stream().map(channel -> named(channel))
                        .collect(Collectors.joining(", ")));
            }
            if (channels.ping() == null) {
                findings.warn("dead-man's switch", "nobody outside notices when the gateway itself is gone",
                        "Set GZ_NOTIFICATIONS_DEAD_MAN_URL_FILE: docs/notifications.md.");
            } else {
                findings.ok("dead-man's switch", "pinged every " + config.deadMan().every().toSeconds() + " s");
            }
        } finally {
            vertx.close();
        }
    }

    private static String named(Channel channel) {
        return channel.name().equals(channel.kind()) ? channel.name() : channel.name() + " (" + channel.kind() + ")";
    }
}
