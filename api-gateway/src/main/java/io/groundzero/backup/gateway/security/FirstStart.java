package io.groundzero.backup.gateway.security;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Gives the gateway its first API key, if there is a file with one. */
@ApplicationScoped
class FirstStart {

    private static final Logger LOG = Logger.getLogger(FirstStart.class);

    private final ApiConfig config;
    private final DataSource database;
    private final Clock clock;

    FirstStart(ApiConfig config, DataSource database, Clock clock) {
        this.config = config;
        this.database = database;
        this.clock = clock;
    }

    /** Before {@link KeyRing} reads the keys. */
    void adopt(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) throws SQLException {
        if (config.firstKeyFile().isEmpty()) {
            return;
        }
        try {
            if (new FirstKey(config.firstKeyFile().get(), clock).adopt(database::getConnection)) {
                LOG.infof("there was no API key: the one in %s is now the key %s, of an operator",
                        config.firstKeyFile().get(), FirstKey.NAME);
            }
        } catch (IOException e) {
            throw new ConfigurationException("gz.api.first-key-file (GZ_API_FIRST_KEY_FILE): " + e.getMessage());
        }
    }
}
