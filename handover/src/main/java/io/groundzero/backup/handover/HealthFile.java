package io.groundzero.backup.handover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealthReporter;

/**
 * Readiness as a file, for health checks of containers whose images have no program that could ask over HTTP, and in
 * which a JVM for each look would cost more than the service itself. A service that hangs stops touching it.
 */
@ApplicationScoped
class HealthFile {

    private static final Logger LOG = Logger.getLogger(HealthFile.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** Until the service is ready for the first time, when others wait for it. */
    private static final Duration AT_START = Duration.ofMillis(200);

    private final SmallRyeHealthReporter reporter;
    private final HealthConfig config;
    private ScheduledExecutorService timer;

    HealthFile(SmallRyeHealthReporter reporter, HealthConfig config) {
        this.reporter = reporter;
        this.config = config;
    }

    void atStart(@Observes StartupEvent event) {
        config.file().ifPresent(file -> {
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "health-file");
                thread.setDaemon(true);
                return thread;
            });
            timer.execute(() -> look(file, true));
        });
    }

    /** @param starting whether the service has not been ready yet */
    private void look(Path file, boolean starting) {
        boolean waiting = starting;
        try {
            boolean ready = !reporter.getReadiness().isDown();
            waiting = starting && !ready;
            if (ready) {
                // its time is what counts
                Files.write(file, new byte[0]);
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException e) {
            waiting = false;
            // a file that is not touched says enough to whoever looks; this says why
            LOG.errorf("gz.health.file: cannot write %s: %s", file, e.getMessage());
        }
        boolean still = waiting;
        timer.schedule(() -> look(file, still), (still ? AT_START : INTERVAL).toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
