package io.groundzero.backup.gateway.event;

import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** The stream of events as a listener gets it, whose connection is lost. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EventResourceTest {

    private static final int SECONDS = 20;

    @TestHTTPResource("/api/v1/events")
    URI address;

    @Test
    void whoReturnsMissesNothing() throws Exception {
        // Given a listener that hears an event and goes
        String id = newId("main");
        String last;
        try (BufferedReader stream = listen(null)) {
            tell(event(id, "main", Stage.DUMP, StageState.STARTED, 1));
            last = until(stream, id + "STARTED1").get("id");
        }

        // When two more happen meanwhile, and one after it has returned
        tell(event(id, "main", Stage.DUMP, StageState.PROGRESS, 2));
        tell(event(id, "main", Stage.DUMP, StageState.PROGRESS, 3));
        try (BufferedReader another = listen(last)) {
            List<String> heard = new ArrayList<>();
            heard.add(next(another).get("data"));
            heard.add(next(another).get("data"));
            tell(event(id, "main", Stage.DUMP, StageState.DONE, 4));
            heard.add(next(another).get("data"));

            // Then
            assertThat(heard.get(0)).contains("\"id\":\"" + id + "PROGRESS2\"");
            assertThat(heard.get(1)).contains("\"id\":\"" + id + "PROGRESS3\"");
            assertThat(heard.get(2)).contains("\"id\":\"" + id + "DONE4\"");
        }
    }

    @Test
    void whoComesFromAnEarlierRunOfTheGatewayIsToldToLookAnew() throws Exception {
        try (BufferedReader stream = listen("00000000-17")) {
            Map<String, String> first = next(stream);

            assertThat(first).containsEntry("event", "reset").containsEntry("data", "{}");
            assertThat(first.get("id")).matches("[0-9a-f]{8}-\\d+");
        }
    }

    private BufferedReader listen(String lastId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Authorization",
                "Bearer " + Servers.VIEWER_KEY);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    }

    private static Map<String, String> until(BufferedReader stream, String id) throws Exception {
        Map<String, String> event = next(stream);
        while (!event.get("data").contains("\"id\":\"" + id + "\"")) {
            event = next(stream);
        }
        return event;
    }

    /** Fields of the next event; comments are passed over. */
    private static Map<String, String> next(BufferedReader stream) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
            try {
                Map<String, String> fields = new LinkedHashMap<>();
                for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                    if (line.isEmpty() && fields.containsKey("data")) {
                        return fields;
                    }
                    int colon = line.indexOf(':');
                    if (colon > 0) {
                        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                    }
                }
                throw new IllegalStateException("the stream ended");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }).get(SECONDS, TimeUnit.SECONDS);
    }
}
