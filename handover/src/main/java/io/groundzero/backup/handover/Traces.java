package io.groundzero.backup.handover;

import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.Subject;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Makes the steps of a backup one trace: it travels from service to service in the messages' headers (W3C trace context).
 * While traces are off nothing is recorded, but a trace that others began is still passed on.
 */
@ApplicationScoped
class Traces {

    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, Object>> HEADERS = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(Map<String, Object> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, Object> headers, String key) {
            Object value = headers == null ? null : headers.get(key);
            return value == null ? null : value.toString();
        }
    };

    private final boolean off;
    private final Tracer tracer;

    /** @param off then the SDK still makes spans, which nobody would ever see */
    Traces(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.off = off;
        this.tracer = (off ? OpenTelemetry.noop() : telemetry).getTracer("ground-zero-backup");
    }

    /** What handles one delivery. */
    @FunctionalInterface
    interface Step {
        void run() throws BackupException;
    }

    /** These headers with those that lead whoever reads the message to the step at work now, if there is one. */
    Map<String, Object> outgoing(Map<String, Object> headers) {
        if (off && !Span.current().getSpanContext().isRemote()) {
            return headers;
        }
        Map<String, Object> all = new TreeMap<>(headers);
        FORMAT.inject(Context.current(), all, Map::put);
        return all;
    }

    /**
     * Runs a step as a part of the trace that its message came with, or as the beginning of a new one.
     *
     * @param name of the span
     */
    void step(String name, Map<String, Object> headers, Step step) throws BackupException {
        Span span = tracer.spanBuilder(name).setSpanKind(SpanKind.CONSUMER)
                .setParent(FORMAT.extract(Context.root(), headers, HEADERS))
                .setAttribute("messaging.system", "rabbitmq").setAttribute("backup.attempt", Headers.attempt(headers))
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            step.run();
        } finally {
            span.end();
        }
    }

    /** The same work, which tells the span around it what it works on and whether it failed. */
    <M extends Subject> Work<M> told(Work<M> work) {
        return (message, progress) -> {
            Span span = Span.current();
            span.setAttribute("backup.id", message.backupId()).setAttribute("backup.cluster", message.cluster());
            if (message.artifactName() != null) {
                span.setAttribute("backup.artifact", message.artifactName());
            }
            try {
                return work.run(message, progress);
            } catch (BackupException e) {
                span.setAttribute("error.type", e.code().name()).setStatus(StatusCode.ERROR, e.code().name());
                throw e;
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                span.setAttribute("error.type", e.getClass().getName()).setStatus(StatusCode.ERROR);
                throw e;
            }
        };
    }
}
