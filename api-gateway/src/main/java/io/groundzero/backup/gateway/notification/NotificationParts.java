package io.groundzero.backup.gateway.notification;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.vertx.core.Vertx;

/** Makes what this feature needs from its settings. */
class NotificationParts {

    @Produces
    @Singleton
    Outward outward() {
        return new Outward();
    }

    @Produces
    @Singleton
    Channels channels(NotificationConfig config, Vertx vertx, Outward outward) {
        return Channels.open(config, vertx, outward);
    }
}
