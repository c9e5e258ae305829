package io.groundzero.backup.handover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a service tells the gateway at its start and regularly after that, whether something happened or not. A report
 * that cannot be made or sent is left out: that it does not come is what the gateway notices.
 */
@ApplicationScoped
public class RegularReports {

    private static final Logger LOG = Logger.getLogger(RegularReports.class);

    private final Publisher publisher;
    private final ObjectMapper json;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "regular-reports");
        thread.setDaemon(true);
        return thread;
    });

    RegularReports(Publisher publisher, ObjectMapper json) {
        this.publisher = publisher;
        this.json = json;
    }

    /**
     * @param interval from the end of one report to the next
     * @param report makes it
     * @param routingKey under which it is sent
     */
    public <T> void every(Duration interval, Callable<T> report, Function<T, String> routingKey) {
        timer.scheduleWithFixedDelay(() -> send(report, routingKey), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> void send(Callable<T> report, Function<T, String> routingKey) {
        try {
            T content = report.call();
            publisher.publish(routingKey.apply(content), json.writeValueAsBytes(content), Map.of(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // whatever it is, the next report must still be tried
            LOG.errorf(e, "a regular report could not be made or sent; the gateway will notice: %s", e.getMessage());
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
