package io.groundzero.backup.handover;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.CertificateFile;
import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.SecretFile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the broker is and how to log in. */
@ConfigMapping(prefix = "gz.broker")
public interface BrokerConfig {

    /** The broker's name or address. */
    @WithDefault("localhost")
    String host();

    /** The broker's port for AMQP: 5672, or 5671 with TLS. */
    @Between(least = 1, most = 65_535)
    @WithDefault("5672")
    int port();

    /** The broker's virtual host. */
    @WithDefault("/")
    String virtualHost();

    /** The broker's user. Each service has its own, with only the rights it needs. */
    String user();

    /** The password of the broker's user. */
    @SecretFile
    Path passwordFile();

    Tls tls();

    /** How long to go on trying to hand a message over before the step counts as failed. */
    @Lasting(least = "PT1S", most = "P1D")
    @WithDefault("PT10M")
    Duration patience();

    /** How long to wait for one confirm before the message is sent again. */
    @Lasting(least = "PT0.1S", most = "PT1H")
    @WithDefault("PT10S")
    Duration confirmTimeout();

    /** How long to wait between two attempts to reconnect. */
    @Lasting(least = "PT0.1S", most = "PT1H")
    @WithDefault("PT2S")
    Duration reconnectInterval();

    interface Tls {

        /** Whether the broker is spoken to through TLS. */
        @WithDefault("false")
        boolean enabled();

        /** Whose certificates are trusted; the JVM's own if absent. Host names are always verified. */
        @CertificateFile
        Optional<Path> certificateAuthority();
    }
}
