package io.groundzero.backup.handover;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the broker is and how to log in. */
@ConfigMapping(prefix = "gz.broker")
public interface BrokerConfig {

    @WithDefault("localhost")
    String host();

    @WithDefault("5672")
    int port();

    @WithDefault("/")
    String virtualHost();

    /** Each service has its own user with only the rights it needs. */
    String user();

    /** A file with the password in its first line. */
    Path passwordFile();

    Tls tls();

    /** How long to go on trying to hand a message over before the step counts as failed. */
    @WithDefault("PT10M")
    Duration patience();

    /** How long to wait for one confirm before the message is sent again. */
    @WithDefault("PT10S")
    Duration confirmTimeout();

    /** How long to wait between two attempts to reconnect. */
    @WithDefault("PT2S")
    Duration reconnectInterval();

    interface Tls {

        @WithDefault("false")
        boolean enabled();

        /** PEM file with the certificates to trust; the JVM's own if absent. Host names are always verified. */
        Optional<Path> certificateAuthority();
    }
}
