package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.groundzero.backup.testbed.Ports;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A collector that keeps the spans it is sent, by OTLP over HTTP. */
public class TraceReceiver implements QuarkusTestResourceLifecycleManager {

    /** What arrived of a span. */
    record Seen(String service, String name, String traceId, String spanId, String parentId, boolean failed,
            Map<String, String> attributes) {
    }

    private static final List<Seen> SPANS = new CopyOnWriteArrayList<>();

    private HttpServer server;

    static List<Seen> spans(String traceId) {
        return SPANS.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    static List<Seen> spansOf(String backupId) {
        return SPANS.stream().filter(span -> backupId.equals(span.attributes().get("backup.id"))).toList();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free(1)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", TraceReceiver::take);
        server.start();
        return Map.of("gz.traces.endpoint", "http://127.0.0.1:" + server.getAddress().getPort(),
                "gz.traces.protocol", "http/protobuf", "quarkus.otel.bsp.schedule.delay", "100ms");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void take(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
        for (ResourceSpans resource : request.getResourceSpansList()) {
            String service = attributes(resource.getResource().getAttributesList()).get("service.name");
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> SPANS.add(seen(service, span)));
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Seen seen(String service, Span span) {
        return new Seen(service, span.getName(), hex(span.getTraceId()), hex(span.getSpanId()),
                hex(span.getParentSpanId()), span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                attributes(span.getAttributesList()));
    }

    private static Map<String, String> attributes(List<KeyValue> values) {
        Map<String, String> attributes = new TreeMap<>();
        values.forEach(value -> attributes.put(value.getKey(), value.getValue().hasIntValue()
                ? Long.toString(value.getValue().getIntValue())
                : value.getValue().getStringValue()));
        return attributes;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
