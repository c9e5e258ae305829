package io.groundzero.backup.settings;

import io.smallrye.config.ConfigMapping;

/** Where a service answers over HTTP: {@code /q/health}; the gateway also the API and the dashboard. */
@ConfigMapping(prefix = "quarkus.http")
public interface HttpConfig {

    /** The address at which the service listens; {@code 0.0.0.0} in a container. */
    @OwnAddress
    String host();

    /** The port at which the service listens; 0 takes a free one. */
    @Between(least = 0, most = 65_535)
    int port();
}
