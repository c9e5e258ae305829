package io.groundzero.backup.handover;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when all channels are connected. Never part of liveness: restarting does not bring a broker back. */
@Readiness
class BrokerReadiness implements HealthCheck {

    private final BrokerConnections connections;

    BrokerReadiness(BrokerConnections connections) {
        this.connections = connections;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("broker");
        var states = connections.states();
        states.forEach(response::withData);
        return response.status(!states.isEmpty() && !states.containsValue(false)).build();
    }
}
