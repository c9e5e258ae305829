package io.groundzero.backup.handover;

import java.time.Clock;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.message.Subject;

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
    private final StageRunner runner;

    Handover(Publisher publisher, Deliveries deliveries, Traces traces, ServiceConfig service, RetryConfig retry,
            ObjectMapper json, Clock clock) {
        this.deliveries = deliveries;
        this.traces = traces;
        this.service = service.name();
        RetryPolicy policy = RetryPolicy.of(retry);
        this.runner = service.stage()
                .map(stage -> new StageRunner(service.name(), publisher,
                        new StatusReporter(publisher, json, clock, stage), policy, json, clock))
                .orElse(null);
    }

    /** Runs the step and acknowledges, unless the delivery's connection is gone. */
    public <M extends Subject> CompletionStage<Void> handle(Message<byte[]> delivery, Class<M> type, Work<M> work) {
        return deliveries.handle(CHANNEL, delivery, (body, headers) -> traces.step(service, headers,
                () -> runner.run(body, headers, type, traces.told(work))));
    }
}
