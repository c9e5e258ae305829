package io.groundzero.backup.gateway.notification;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.gateway.status.CurrentStatus;
import io.groundzero.backup.gateway.status.Protection;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/** Tells someone outside that all is well. If the gateway is dead, or it is not well, nothing comes, and they worry. */
@ApplicationScoped
class DeadManSwitch {

    static final String NAME = "dead-man";

    private static final Logger LOG = Logger.getLogger(DeadManSwitch.class);

    private final Channels channels;
    private final NotificationConfig config;
    private final CurrentStatus status;
    private final Outward outward;
    private final Scheduler scheduler;
    private final Clock clock;
    private volatile Instant lastSentAt;
    private volatile String lastError;
    private volatile Instant lastErrorAt;

    DeadManSwitch(Channels channels, NotificationConfig config, CurrentStatus status, Outward outward,
            Scheduler scheduler, Clock clock) {
        this.channels = channels;
        this.config = config;
        this.status = status;
        this.outward = outward;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (isOn()) {
            scheduler.newJob(NAME).setInterval(config.deadMan().every().toString())
                    .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP).setTask(execution -> tick())
                    .schedule();
            LOG.infof("a dead-man's switch is pinged every %s", config.deadMan().every());
        } else {
            LOG.warn("nobody notices when this gateway is dead: there is no dead-man's switch");
        }
    }

    boolean isOn() {
        return channels.ping() != null;
    }

    /** @param worst that still is good */
    static boolean isGood(Protection.State state, Protection.State worst) {
        return state.compareTo(worst) <= 0;
    }

    /** Since the start; nothing of it is stored. */
    Outbox.Record record() {
        return new Outbox.Record(lastSentAt, lastError, lastErrorAt, 0);
    }

    /**
     * Pings, if there is reason to.
     *
     * @throws NotSentException if there is none, or nobody answered
     */
    void ping() throws NotSentException {
        try {
            Protection.State state = state();
            if (!isGood(state, config.deadMan().pingWhile())) {
                throw new NotSentException("the state is " + state);
            }
            outward.send(Outward.request(channels.ping()).GET().build());
            lastSentAt = clock.instant();
        } catch (NotSentException e) {
            lastError = e.getMessage();
            lastErrorAt = clock.instant();
            throw e;
        }
    }

    /** It is next tried at the next tick: that it is late is what the other side is to notice. */
    void tick() {
        try {
            ping();
        } catch (NotSentException e) {
            LOG.warnf("no ping to the dead-man's switch: %s", e.getMessage());
        }
    }

    private Protection.State state() throws NotSentException {
        try {
            return status.read().state();
        } catch (RuntimeException e) {
            LOG.errorf(e, "the status cannot be read: %s", e.getMessage());
            throw new NotSentException("the status cannot be read");
        }
    }
}
