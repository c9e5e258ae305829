package io.groundzero.backup.infra.cron;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Answers each kind of call with what it was told, one after the other; the last answer stays. */
final class FakeGateway implements AutoCloseable {

    static final String ID = "main-20261126T030000Z";

    private static final int BROKEN_OFF = -1;

    /**
     * @param method GET or POST
     * @param arguments of all processes at that moment
     */
    record Call(String method, String path, String authorization, String idempotencyKey, String body,
            List<String> arguments) {
    }

    private record Answer(int status, String body, int promised) {
    }

    private final HttpServer server;
    private final Queue<Answer> starts = new ArrayDeque<>();
    private final Queue<Answer> looks = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeGateway start(int status, String body) {
        starts.add(new Answer(status, body, body.getBytes(UTF_8).length));
        return this;
    }

    FakeGateway look(int status, String body) {
        looks.add(new Answer(status, body, body.getBytes(UTF_8).length));
        return this;
    }

    /** The connection ends without an answer. */
    FakeGateway startBreaksOff() {
        starts.add(new Answer(BROKEN_OFF, "", 0));
        return this;
    }

    FakeGateway lookBreaksOff() {
        looks.add(new Answer(BROKEN_OFF, "", 0));
        return this;
    }

    /** The connection ends in the middle of the answer. */
    FakeGateway lookEndsEarly(String body) {
        looks.add(new Answer(200, body, body.getBytes(UTF_8).length + 100));
        return this;
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        calls.add(new Call(method, exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8), ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream()).toList()));
        Queue<Answer> answers = method.equals("POST") ? starts : looks;
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        if (answer.status() != BROKEN_OFF) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), answer.promised());
            exchange.getResponseBody().write(answer.body().getBytes(UTF_8));
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
