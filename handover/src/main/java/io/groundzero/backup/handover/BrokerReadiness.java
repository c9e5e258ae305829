package io.groundzero.backup.handover;

import java.util.Optional;
import java.util.Set;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when all channels are connected, those that take messages get some, and the broker takes ours. Never part of liveness:
 * restarting does not bring a broker back.
 */
@Readiness
class BrokerReadiness implements HealthCheck {

    private final BrokerConnections connections;

    private final BrokerProbe probe;

    BrokerReadiness(BrokerConnections connections, BrokerProbe probe) {
        this.connections = connections;
        this.probe = probe;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("broker");
        var states = connections.states();
        states.forEach(response::withData);
        Set<String> ended = probe.ended();
        ended.forEach(channel -> response.withData(channel, "its consumer ended: no message is taken any more"));
        Optional<String> trouble = probe.trouble();
        trouble.ifPresent(what -> response.withData("RabbitMQ", what));
        return response
                .status(!states.isEmpty() && !states.containsValue(false) && ended.isEmpty() && trouble.isEmpty())
                .build();
    }
}
