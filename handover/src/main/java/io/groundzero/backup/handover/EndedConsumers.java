package io.groundzero.backup.handover;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Tells at once when a channel that is connected gets no messages any more, because its consumer ended or the broker ended
 * it: the service looks well, and no backup would ever get past it.
 */
@ApplicationScoped
class EndedConsumers {

    private static final Logger LOG = Logger.getLogger(EndedConsumers.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final BrokerProbe probe;
    private final Publisher publisher;
    private final ServiceConfig service;
    private final Set<String> told = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ended-consumers");
        thread.setDaemon(true);
        return thread;
    });

    EndedConsumers(BrokerProbe probe, Publisher publisher, ServiceConfig service) {
        this.probe = probe;
        this.publisher = publisher;
        this.service = service;
    }

    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    void look() {
        Set<String> ended = probe.ended();
        told.retainAll(ended);
        for (String channel : ended) {
            if (told.add(channel)) {
                tell(channel);
            }
        }
    }

    private void tell(String channel) {
        String cause = "the " + service.name() + " gets no messages any more: the consumer of its channel " + channel
                + " ended, or its queue is gone. Its log says why";
        LOG.errorf("%s: %s. %s", ErrorCode.CONSUMER_ENDED, cause, ErrorCode.CONSUMER_ENDED.remedy());
        if (service.stage().isEmpty()) {
            return; // the gateway tells in its own status
        }
        try {
            publisher.publish("parked." + service.name(),
                    ("{\"service\":\"" + service.name() + "\",\"channel\":\"" + channel + "\"}")
                            .getBytes(StandardCharsets.UTF_8),
                    Headers.of(service.name(), 1, ErrorCode.CONSUMER_ENDED.name(), cause), null);
        } catch (BackupException e) {
            LOG.errorf("%s: %s", e.code(), e.getMessage());
            told.remove(channel);
        }
    }

    /** At an orderly end the connector ends its consumers, and nobody needs to be told. */
    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }
}
