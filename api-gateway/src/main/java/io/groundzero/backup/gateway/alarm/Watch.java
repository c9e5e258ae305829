package io.groundzero.backup.gateway.alarm;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.database.UntrustedDatabase;
import io.groundzero.backup.gateway.status.CurrentStatus;
import io.groundzero.backup.gateway.status.CurrentStatus.Status;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;

/** Looks regularly whether all is well, because nobody reports that nothing happened. */
@ApplicationScoped
public class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final GatewayConfig config;
    private final CurrentStatus status;
    private final AlarmBook alarms;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Standstill standstill;

    Watch(GatewayConfig config, CurrentStatus status, AlarmBook alarms, Scheduler scheduler, Clock clock) {
        this.config = config;
        this.status = status;
        this.alarms = alarms;
        this.scheduler = scheduler;
        this.clock = clock;
        this.standstill = new Standstill(config.lookEvery(), System::nanoTime);
    }

    /**
     * @throws IllegalStateException in plain words, if it would never look
     */
    void start(@Observes StartupEvent event) {
        if (config.lookEvery().toSeconds() < 1) {
            throw new IllegalStateException("gz.gateway.look-every must be a second or more: " + config.lookEvery());
        }
        scheduler.newJob("watch").setInterval(config.lookEvery().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP).setTask(execution -> tryToLook())
                .schedule();
    }

    /** Raises and clears alarms by what is known now. */
    public void look() {
        Status now = status.read();
        alarms.note(now.state(), now.problems(), clock.instant());
    }

    private void tryToLook() {
        if (standstill.justEnded()) {
            LOG.info("this process stood still for a while: it looks again once it has heard what was said meanwhile");
            return;
        }
        try {
            look();
        } catch (RuntimeException e) {
            String reason = UntrustedDatabase.of(e).map(RuntimeException::getMessage).orElse(e.getMessage());
            LOG.errorf(e, "cannot look whether all is well, trying again: %s", reason);
        } finally {
            standstill.looked();
        }
    }
}
