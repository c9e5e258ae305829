package io.groundzero.backup.store;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.name.ObjectNames;
import io.quarkus.runtime.StartupEvent;

/** Refuses settings at start that could only fail later. Whether the store answers is not asked: it may come later. */
@ApplicationScoped
public class BucketSettingsCheck {

    private static final int BEFORE_CHANNELS = 1;

    private final BucketConfig config;

    BucketSettingsCheck(BucketConfig config) {
        this.config = config;
    }

    void atStart(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event) {
        check(config);
    }

    /**
     * @throws IllegalArgumentException in plain words
     */
    public static void check(BucketConfig config) {
        try {
            ObjectNames.clusterFolder(config.prefix().orElse(""), "x");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("gz.bucket.prefix is " + e.getMessage(), e);
        }
        config.endpoint().ifPresent(endpoint -> {
            if (endpoint.getHost() == null || !("http".equals(endpoint.getScheme())
                    || "https".equals(endpoint.getScheme()))) {
                throw new IllegalArgumentException("gz.bucket.endpoint must be http(s)://host[:port]: " + endpoint);
            }
        });
        if (config.name().isBlank()) {
            throw new IllegalArgumentException("gz.bucket.name is empty");
        }
        if (config.partLimit() < 2 || config.partLimit() > 10_000) {
            throw new IllegalArgumentException(
                    "gz.bucket.part-limit must be between 2 and 10000: " + config.partLimit());
        }
        new FileCredentials(config.accessKeyFile(), config.secretKeyFile()).resolveCredentials();
    }
}
