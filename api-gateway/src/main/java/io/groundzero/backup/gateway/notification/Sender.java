package io.groundzero.backup.gateway.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.gateway.notification.Outbox.Letter;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/** Works off what waits. Each channel by itself: one that hangs keeps no other from telling. */
@ApplicationScoped
class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);

    private final Channels channels;
    private final NotificationConfig config;
    private final Outbox outbox;
    private final Scheduler scheduler;

    Sender(Channels channels, NotificationConfig config, Outbox outbox, Scheduler scheduler) {
        this.channels = channels;
        this.config = config;
        this.outbox = outbox;
        this.scheduler = scheduler;
    }

    void start(@Observes StartupEvent event) {
        int abandoned = outbox.abandon(channels.all().stream().map(Channel::name).toList());
        if (abandoned > 0) {
            LOG.warnf("%d notifications waited for channels that are no longer configured: they are not sent",
                    abandoned);
        }
        for (Channel channel : channels.all()) {
            scheduler.newJob("notifications by " + channel.name()).setInterval(config.sendEvery().toString())
                    .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                    .setTask(execution -> tryToSend(channel)).schedule();
            LOG.infof("changes are told by %s (%s)", channel.name(), channel.kind());
        }
        if (channels.all().isEmpty()) {
            LOG.warn("nobody is told when something goes wrong: see docs/notifications.md");
        }
    }

    /** Sends what is due on one channel. */
    void send(Channel channel) {
        outbox.take(channel.name()).ifPresent(letter -> send(channel, letter));
    }

    private void send(Channel channel, Letter letter) {
        try {
            channel.tell(new Notice(letter.id(), false, letter.change(), channels.dashboard()));
        } catch (NotSentException e) {
            if (outbox.failed(letter, e.getMessage())) {
                LOG.errorf("nobody was told by %s that the state is %s: given up after a day: %s", channel.name(),
                        letter.change().state(), e.getMessage());
            } else {
                LOG.warnf("not told by %s yet, trying again: %s", channel.name(), e.getMessage());
            }
            return;
        }
        outbox.sent(letter);
        LOG.infof("told by %s: %s", channel.name(), letter.change().state());
    }

    private void tryToSend(Channel channel) {
        try {
            send(channel);
        } catch (RuntimeException e) {
            LOG.errorf(e, "cannot work off the notifications of %s, trying again: %s", channel.name(), e.getMessage());
        }
    }
}
