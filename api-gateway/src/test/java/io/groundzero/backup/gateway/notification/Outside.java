package io.groundzero.backup.gateway.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.groundzero.backup.testbed.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The services outside that take messages: an HTTP server and a mail server, and the settings that lead to them. */
public class Outside implements QuarkusTestResourceLifecycleManager {

    static final String SECRET = "T0P-S3CRET";

    /** What came, in order. */
    record Request(String method, String path, Headers headers, String body) {
    }

    private static final List<Request> REQUESTS = new CopyOnWriteArrayList<>();
    /** What is answered next on a path; 200 if nothing is said. */
    private static final Map<String, Deque<Integer>> ANSWERS = new ConcurrentHashMap<>();

    private static HttpServer server;
    private static MailServer mail;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free(1)), 0);
            server.createContext("/", Outside::take);
            server.start();
            Path folder = Files.createTempDirectory("outside");
            Path certificate = MailServer.certificate(folder);
            mail = MailServer.encrypted(folder);
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            return Map.ofEntries(Map.entry("gz.notifications.dashboard-url", "https://backup.example.org/"),
                    Map.entry("gz.notifications.webhooks.ops.url-file",
                            file(folder, "ops", address + "/ops/" + SECRET)),
                    Map.entry("gz.notifications.webhooks.ops.format", "slack"),
                    Map.entry("gz.notifications.webhooks.program.url-file",
                            file(folder, "program", address + "/program/" + SECRET)),
                    Map.entry("gz.notifications.webhooks.program.token-file", file(folder, "token", SECRET)),
                    Map.entry("gz.notifications.dead-man.url-file",
                            file(folder, "ping", address + "/ping/" + SECRET)),
                    Map.entry("gz.notifications.mail.host", "localhost"),
                    Map.entry("gz.notifications.mail.port", Integer.toString(mail.port())),
                    Map.entry("gz.notifications.mail.encryption", "tls"),
                    Map.entry("gz.notifications.mail.certificate-authority", certificate.toString()),
                    Map.entry("gz.notifications.mail.user", MailServer.USER),
                    Map.entry("gz.notifications.mail.password-file", file(folder, "password", MailServer.PASSWORD)),
                    Map.entry("gz.notifications.mail.from", "backup@example.org"),
                    Map.entry("gz.notifications.mail.to", "ops@example.org"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
        mail.close();
    }

    static MailServer mail() {
        return mail;
    }

    /** @param name of the channel, or ping */
    static List<Request> requests(String name) {
        return REQUESTS.stream().filter(request -> request.path().equals("/" + name + "/" + SECRET)).toList();
    }

    /** How the next requests are answered; those behind them with 200. */
    static void answer(String name, Integer... statuses) {
        ANSWERS.put("/" + name + "/" + SECRET, new ArrayDeque<>(List.of(statuses)));
    }

    static List<Request> everything() {
        return REQUESTS;
    }

    static void forget() {
        REQUESTS.clear();
        ANSWERS.clear();
        mail.forget();
    }

    private static void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        REQUESTS.add(new Request(exchange.getRequestMethod(), path, exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Integer status = ANSWERS.getOrDefault(path, new ArrayDeque<>()).poll();
        // whoever follows gets to a good place, and whoever logs answers shows the secret
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        byte[] body = ("you called " + path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status == null ? 200 : status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String file(Path folder, String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content + "\n").toString();
    }
}
