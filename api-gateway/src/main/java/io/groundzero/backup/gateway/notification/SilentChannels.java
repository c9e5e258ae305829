package io.groundzero.backup.gateway.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.status.Concern;
import io.groundzero.backup.gateway.status.Protection.Problem;

/** That somebody is not told is told to the others, and in the dashboard. */
@ApplicationScoped
class SilentChannels implements Concern {

    /** A server that is restarted, or a letter that is held back for a while (greylisting), is nothing to tell. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private final Channels channels;
    private final Outbox outbox;

    SilentChannels(Channels channels, Outbox outbox) {
        this.channels = channels;
        this.outbox = outbox;
    }

    @Override
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (channels.all().isEmpty() && channels.ping() == null) {
            problems.add(new Problem(AlarmKind.NOBODY_IS_TOLD, "",
                    "nobody is told when something goes wrong: there is no channel, and no dead-man's switch",
                    "set one up: docs/notifications.md"));
        }
        for (Channel channel : channels.all()) {
            outbox.failing(channel.name(), now.minus(PATIENCE))
                    .ifPresent(failing -> problems.add(new Problem(AlarmKind.CHANNEL_SILENT, channel.name(),
                            "nobody was told by " + channel.name() + " of what changed at " + failing.since + ": "
                                    + failing.error,
                            "mend the channel, and try it: POST /api/v1/notifications/test")));
        }
        return problems;
    }
}
