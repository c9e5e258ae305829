package io.groundzero.backup.handover;

import java.time.Clock;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.reactive.messaging.Message;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.message.Subject;
import io.quarkus.runtime.ShutdownEvent;

/**
 * The message edge of a service: its consumer gives each delivery to {@link #handle}, with the step to run. The
 * incoming channel must be called {@value #CHANNEL}, and the consumer must be blocking.
 */
@ApplicationScoped
public class Handover {

    public static final String CHANNEL = "work";

    private final Deliveries deliveries;
    private final Traces traces;
    private final String service;
    private final BegunAttempts begun;
    private final StageRunner runner;

    Handover(Publisher publisher, Deliveries deliveries, Traces traces, ServiceConfig service, RetryConfig retry,
            AttemptsConfig attempts, ObjectMapper json, Clock clock) {
        this.deliveries = deliveries;
        this.traces = traces;
        this.service = service.name();
        RetryPolicy policy = RetryPolicy.of(retry);
        this.begun = new BegunAttempts(attempts.file());
        this.runner = service.stage()
                .map(stage -> new StageRunner(service.name(), publisher,
                        new StatusReporter(publisher, json, clock, stage), policy, begun, json, clock))
                .orElse(null);
    }

    /**
     * Runs the step and acknowledges, unless the delivery's connection is gone.
     *
     * @param routingKey under which such messages are published
     */
    public <M extends Record & Subject> CompletionStage<Void> handle(Message<byte[]> message, String routingKey,
            Class<M> type, Work<M> work) {
        Origin origin = Origin.ofWork(service, routingKey);
        return deliveries.handle(CHANNEL, message, delivery -> traces.step(service, delivery.headers(),
                () -> runner.run(delivery, origin, type, traces.told(work))));
    }

    void stop(@Observes ShutdownEvent event) {
        begun.stop();
    }
}
