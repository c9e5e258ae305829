package io.groundzero.backup.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.Scene;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * Whatever is asked of the API, it never fails by itself, and what it answers is in its catalogue. Always the same
 * requests, so that a failure is one of the change that is tested; {@code -Dgz.fuzz.seed=…} tries others.
 */
@QuarkusTest
@TestProfile(FuzzTest.Alone.class)
@QuarkusTestResource(Servers.class)
class FuzzTest {

    private static final int REQUESTS = 10_000;
    /** {@code quarkus.http.limits.max-body-size} in bytes. */
    private static final long LARGEST_BODY = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("\\{[^}]+}");
    private static final Pattern INNARDS = Pattern
            .compile("(java|jakarta|io\\.quarkus|io\\.groundzero|org\\.hibernate)\\.[a-z]|"
                    + "\\bat [a-z]+\\.|SQLState|Exception");

    /** Its own database, which no other test needs afterwards. */
    public static class Alone implements QuarkusTestProfile {
    }

    @TestHTTPResource("/")
    URI root;

    /** What the last request carried besides its address. */
    private String sent;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = client();

    @Test
    void noRequestMakesItFail() throws Exception {
        // Given
        long seed = Long.getLong("gz.fuzz.seed", 4);
        Random random = new Random(seed);
        Nonsense nonsense = new Nonsense(random);
        JsonNode document = json.readTree(Scene.viewer().accept("application/json").get("/q/openapi?format=json")
                .asByteArray());
        // an event stream has no end that could be waited for
        List<Operation> operations = Operation.all(document).stream()
                .filter(operation -> !operation.path().endsWith("/events")).toList();
        List<String> wrong = new ArrayList<>();
        Map<Integer, Integer> statuses = new TreeMap<>();

        // When
        for (int i = 0; i < REQUESTS && wrong.size() < 20; i++) {
            HttpRequest request = request(operations.get(random.nextInt(operations.size())), nonsense, random);
            Optional<HttpResponse<String>> sentBack = send(request);
            if (sentBack.isEmpty()) {
                continue;
            }
            HttpResponse<String> answer = sentBack.get();
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            String trouble = trouble(answer);
            if (trouble != null) {
                wrong.add(request.method() + " " + shortened(request.uri().toString()) + " " + sent + " gives "
                        + answer.statusCode() + " " + shortened(trouble));
            }
        }

        // Then
        System.out.printf("fuzz: seed %d, %d operations, answers by status %s%n", seed, operations.size(), statuses);
        assertThat(wrong).as("seed " + seed).isEmpty();
        assertThat(operations).hasSizeGreaterThan(15);
        assertThat(statuses.keySet()).contains(200, 400, 401, 403, 404);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /**
     * The server closes a connection after a request that was too large, and a pooled one may not know yet.
     *
     * @return empty if the body is larger than allowed: the answer may be lost then, when the server closes the connection
     *         while the body is still being sent
     */
    private Optional<HttpResponse<String>> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return Optional.of(client.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            if (request.bodyPublisher().orElseThrow().contentLength() > LARGEST_BODY) {
                return Optional.empty();
            }
            try {
                return Optional.of(client().send(request, BodyHandlers.ofString()));
            } catch (IOException again) {
                throw new IOException(request.method() + " " + shortened(request.uri().toString()) + " " + sent
                        + " gets no answer", again);
            }
        }
    }

    private HttpRequest request(Operation operation, Nonsense nonsense, Random random) {
        Matcher names = NAME.matcher(operation.path());
        StringBuilder address = new StringBuilder(root.toString().replaceAll("/$", ""));
        address.append(names.replaceAll(name -> Matcher.quoteReplacement(nonsense.encoded())));
        String separator = "?";
        for (String name : operation.query()) {
            for (int times = random.nextInt(3); times > 0; times--) {
                address.append(separator).append(name).append('=').append(nonsense.encoded());
                separator = "&";
            }
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.toString()))
                .timeout(Duration.ofSeconds(20));
        switch (random.nextInt(8)) {
            case 0 -> {
            }
            case 1 -> request.header("Authorization", "Bearer " + nonsense.header());
            case 2 -> request.header("Authorization", "Bearer " + Servers.VIEWER_KEY);
            default -> request.header("Authorization", "Bearer " + Servers.OPERATOR_KEY);
        }
        for (String name : operation.headers()) {
            if (random.nextBoolean()) {
                request.header(name, nonsense.header());
            }
        }
        if (random.nextInt(10) == 0) {
            request.header("Accept",
                    List.of("text/html", "application/xml", "*/*;q=x", "nonsense").get(random.nextInt(4)));
        }
        boolean body = !operation.fields().isEmpty() || random.nextInt(5) == 0;
        if (body) {
            request.header("Content-Type", random.nextInt(8) == 0 ? "text/plain" : "application/json");
        }
        String method = random.nextInt(20) == 0
                ? List.of("PUT", "DELETE", "PATCH", "OPTIONS", "BREW").get(random.nextInt(5))
                : operation.method();
        String content = body ? nonsense.body(operation.fields()) : "";
        sent = request.build().headers().map() + " " + shortened(content);
        return request.method(method, body ? BodyPublishers.ofString(content) : BodyPublishers.noBody()).build();
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    /** @return what is wrong with the answer, or null */
    private String trouble(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= 500 && status != 503) {
            return answer.body();
        }
        if (INNARDS.matcher(answer.body()).find() && status >= 400) {
            return "shows what is inside: " + answer.body();
        }
        if (status < 400 || answer.body().isEmpty() && Set.of(405, 406, 413, 414, 415, 431, 501).contains(status)) {
            return null;
        }
        try {
            String type = answer.headers().firstValue("Content-Type").orElse("");
            JsonNode problem = json.readTree(answer.body());
            boolean known = type.startsWith("application/problem+json") && problem.path("status").asInt() == status
                    && !problem.path("title").asText().isEmpty() && isCode(problem.path("code").asText());
            return known ? null : "is no problem of the catalogue: " + type + " " + answer.body();
        } catch (IOException e) {
            return "is no JSON: " + answer.body();
        }
    }

    private static boolean isCode(String code) {
        for (ErrorCode known : ErrorCode.values()) {
            if (known.name().equals(code)) {
                return true;
            }
        }
        return false;
    }
}
