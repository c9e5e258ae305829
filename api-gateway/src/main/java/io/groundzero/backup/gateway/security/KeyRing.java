package io.groundzero.backup.gateway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/** Keeps what the gateway knows of the API keys fresh. */
@ApplicationScoped
class KeyRing {

    private static final Logger LOG = Logger.getLogger(KeyRing.class);

    private final ApiKeys keys;

    KeyRing(ApiKeys keys) {
        this.keys = keys;
    }

    void read(@Observes StartupEvent start) {
        keys.refresh();
        if (keys.isEmpty()) {
            LOG.warn("there is no API key, so nobody can look or start anything: make one with api-key create");
        }
    }

    @Scheduled(every = ApiKeys.SECONDS + "s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            keys.refresh();
        } catch (RuntimeException e) {
            LOG.debug("the API keys could not be read; those that are known stay good", e);
        }
    }
}
