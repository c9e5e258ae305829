package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.at;
import static io.groundzero.backup.gateway.Scene.awaitBackup;
import static io.groundzero.backup.gateway.Scene.backup;
import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class GatewayTest {

    @BeforeEach
    void emptyTheRequests() throws Exception {
        while (Servers.take("dumper") != null) {
            // what an earlier test asked for
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/status", "/api/v1/backups", "/api/v1/failures", "/api/v1/events", "/q/metrics",
            "/q/openapi", "/nothing"})
    void everythingIsClosedWithoutAKey(String path) {
        Response response = given().get(path);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(response.jsonPath().getString("code")).isEqualTo("UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic b3BlcmF0b3I6eA==", Servers.OPERATOR_KEY})
    void aWrongKeyIsRefused(String header) {
        assertThat(given().header("Authorization", header).get("/api/v1/status").statusCode()).isEqualTo(401);
    }

    @Test
    void aViewerMayOnlyLook() {
        assertThat(viewer().get("/api/v1/status").statusCode()).isEqualTo(200);
        assertThat(viewer().get("/q/openapi").statusCode()).isEqualTo(200);
        assertThat(viewer().get("/q/metrics").asString()).contains("backup_rpo_seconds");

        Response refused = viewer().post("/api/v1/backups");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("FORBIDDEN");
    }

    @Test
    void healthIsOpen() {
        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aBackupIsAskedForOnceHoweverManyAskAtTheSameTime() throws Exception {
        quiet("main");
        ExecutorService people = Executors.newFixedThreadPool(6);
        List<Future<Response>> answers = people.invokeAll(List.of(start("main"), start("main"), start("main"),
                start("main"), start("main"), start("main")));
        people.shutdown();

        TreeSet<String> ids = new TreeSet<>();
        for (Future<Response> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
            ids.add(answer.get().jsonPath().getString("id"));
        }
        assertThat(ids).hasSize(1);
        JsonPath request = new JsonPath(new String(takeRequest().getBody(), StandardCharsets.UTF_8));
        assertThat(request.getString("backupId")).isEqualTo(ids.first());
        // what the broker confirms late is sent once or twice more, and not six times
        int more = 0;
        for (GetResponse same = Servers.take("dumper"); same != null; same = Servers.take("dumper")) {
            assertThat(new JsonPath(new String(same.getBody(), StandardCharsets.UTF_8)).getString("backupId"))
                    .isEqualTo(ids.first());
            more++;
        }
        assertThat(more).isLessThanOrEqualTo(2);
        quiet("main");
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameBackup() throws Exception {
        quiet("other");
        String body = "{\"cluster\":\"other\"}";
        String first = operator().header("Idempotency-Key", "k1").body(body).post("/api/v1/backups").jsonPath()
                .getString("id");
        quiet("other");

        String again = operator().header("Idempotency-Key", "k1").body(body).post("/api/v1/backups").jsonPath()
                .getString("id");
        Response another = operator().header("Idempotency-Key", "k1").body("{\"cluster\":\"main\"}")
                .post("/api/v1/backups");

        assertThat(again).isEqualTo(first);
        assertThat(another.statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"cluster\":\"unknown\"}", "{\"cluster\":7.5e400}", "{}", "\"main\"",
            "{\"cluster\":\"main\",\"force\":true}"})
    void badRequestsGetAProblemAndStartNothing(String body) throws Exception {
        Response response = operator().body(body).post("/api/v1/backups");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("code")).isEqualTo("REQUEST_INVALID");
        assertThat(response.asString()).doesNotContain("Exception", "\tat ");
        assertThat(Servers.take("dumper")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=x", "?limit=201", "?after=nonsense", "?state=nonsense",
            "?verdict=nonsense", "?claster=main", "?limit=1&state_=PROVEN"})
    void badQueriesGetAProblem(String query) {
        Response response = viewer().get("/api/v1/backups" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("code")).isEqualTo("REQUEST_INVALID");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/api/v1/status?cluster=nope|cluster", "/api/v1/backups?claster=main|claster",
            "/api/v1/alarms?limit=3|limit", "/api/v1/history?day=3|days"})
    void aParameterThatIsNotKnownIsNamed(String call, String named) {
        Response response = viewer().get(call);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("detail")).contains(named);
    }

    @Test
    void aMethodOrATypeThatIsNotKnownIsToldWithThoseThatAre() {
        Response method = operator().put("/api/v1/backups/main-20200101T000000Z");
        Response none = operator().delete("/api/v1/status");
        Response accept = viewer().accept("image/png").get("/api/v1/status");
        Response type = operator().contentType("text/plain").body("x").post("/api/v1/failures/1/dismiss");
        Response field = operator().contentType("application/json").body("{\"because\":\"x\",\"forever\":true}")
                .post("/api/v1/failures/1/dismiss");

        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(method.jsonPath().getString("detail")).contains("PUT", "GET, HEAD");
        assertThat(none.statusCode()).isEqualTo(405);
        assertThat(none.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(accept.statusCode()).isEqualTo(406);
        assertThat(accept.jsonPath().getString("detail")).contains("image/png", "application/json");
        assertThat(type.statusCode()).isEqualTo(415);
        assertThat(type.jsonPath().getString("detail")).contains("text/plain", "application/json");
        assertThat(field.statusCode()).isEqualTo(400);
        assertThat(field.jsonPath().getString("detail")).contains("forever", "because");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"})
    void aRequestThatIsHalfSentIsClosed(String body) throws Exception {
        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            caller.setSoTimeout(60_000);
            caller.getOutputStream().write(("POST /api/v1/backups HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + Servers.OPERATOR_KEY + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));

            // an answer may come before the end
            assertThat(caller.getInputStream().readAllBytes()).hasSizeLessThan(4096);
        }
        assertThat(Servers.take("dumper")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /api/v1/sta", "GET /api/v1/status HTTP/1.1\r\nHost: local"})
    void aHeaderThatIsHalfSentIsClosed(String header) throws Exception {
        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            caller.setSoTimeout(60_000);
            caller.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));

            assertThat(caller.getInputStream().readAllBytes()).isEmpty();
        }
    }

    /** A connection that was of use before is not trusted more. */
    @Test
    void aSecondHeaderThatIsHalfSentIsClosed() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            caller.setSoTimeout(60_000);
            caller.getOutputStream()
                    .write("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET /q/hea"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 ").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    /** Comments come every 15 s, and a connection without a request is closed after 5 here. */
    @Test
    void aStreamOnWhichNothingHappensGoesOn() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            caller.setSoTimeout(60_000);
            caller.getOutputStream().write(("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + Servers.VIEWER_KEY + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer = new BufferedReader(
                    new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));

            long comments = answer.lines().filter(line -> line.startsWith(":")).limit(2).count();

            assertThat(comments).isEqualTo(2);
        }
    }

    /** Clients that speak HTTP/2 as well: their requests share a connection. */
    @Test
    void aStreamOverHttp2OnWhichNothingHappensGoesOn() throws Exception {
        HttpResponse<Stream<String>> stream = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/events"))
                        .header("Authorization", "Bearer " + Servers.VIEWER_KEY).build(),
                HttpResponse.BodyHandlers.ofLines());

        assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(stream.body().filter(line -> line.startsWith(":")).limit(2).count()).isEqualTo(2);
    }

    @Test
    void unknownThingsAreNotFound() {
        assertThat(viewer().get("/api/v1/backups/main-20200101T000000Z").statusCode()).isEqualTo(404);
        assertThat(viewer().get("/api/v1/backups/..%2f..%2fetc").statusCode()).isIn(400, 404);
        assertThat(operator().post("/api/v1/failures/999999999/retry").statusCode()).isEqualTo(404);
        assertThat(viewer().get("/nothing").jsonPath().getString("code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void listsArePagedNewestFirst() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = newId("other");
            ids.add(0, id);
            tell(event(id, "other", Stage.DUMP, StageState.DONE, 1));
        }
        awaitBackup(ids.get(0));

        List<String> seen = new ArrayList<>();
        String after = new BackupId("other", at(ids.get(0), 1000)).toString();
        while (after != null && seen.size() < 5) {
            JsonPath page = viewer().queryParams("cluster", "other", "limit", 2, "after", after)
                    .get("/api/v1/backups").jsonPath();
            seen.addAll(page.getList("backups.id", String.class));
            after = page.getString("next");
        }

        assertThat(seen.subList(0, 5)).isEqualTo(ids);
    }

    @Test
    void lateAndRepeatedEventsDoNotTurnTheStateBack() throws Exception {
        String id = newId("other");
        tell(event(id, "other", Stage.DUMP, StageState.DONE, 5));
        awaitBackup(id);

        tell(event(id, "other", Stage.DUMP, StageState.STARTED, 1));
        tell(event(id, "other", Stage.DUMP, StageState.RETRYING, 2));
        tell(event(id, "other", Stage.DUMP, StageState.DONE, 5));

        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getString("stages[0].startedAt"))
                .isEqualTo(at(id, 1).toString()));
        assertThat(backup(id).getString("stages[0].state")).isEqualTo("DONE");
        assertThat(backup(id).getString("state")).isEqualTo("ENCRYPTING");
    }

    @Test
    void aBackupThatTheBrokerDoesNotTakeIsNotStarted() throws Exception {
        quiet("other");
        Servers.broker().stop();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(503));
        ExecutorService people = Executors.newFixedThreadPool(2);
        List<Future<Response>> answers = people.invokeAll(List.of(start("other"), start("other")));
        people.shutdown();
        Servers.broker().resume();

        for (Future<Response> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(503);
            assertThat(answer.get().jsonPath().getString("code")).isEqualTo("BROKER_UNAVAILABLE");
        }
        assertThat(viewer().queryParams("cluster", "other", "state", "REQUESTED").get("/api/v1/backups").jsonPath()
                .getList("backups")).isEmpty();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200));
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(start("other").call().statusCode()).isEqualTo(202);
        quiet("other");
    }

    private static Callable<Response> start(String cluster) {
        return () -> operator().body("{\"cluster\":\"" + cluster + "\"}").post("/api/v1/backups");
    }

    private static GetResponse takeRequest() {
        return await().atMost(SOON).until(() -> Servers.take("dumper"), response -> response != null);
    }

    /** Ends what still runs of a cluster, as its dumper would by joining it to another backup. */
    private static void quiet(String cluster) throws Exception {
        for (String state : List.of("REQUESTED", "DUMPING", "ENCRYPTING", "SHIPPING", "VERIFYING")) {
            for (String id : viewer().queryParams("cluster", cluster, "state", state).get("/api/v1/backups").jsonPath()
                    .getList("backups.id", String.class)) {
                StatusEvent ended = event(id, cluster, Stage.DUMP, StageState.JOINED, 9);
                tell(new StatusEvent(ended.id(), id, cluster, Stage.DUMP, null, StageState.JOINED, 1, ended.at(), null,
                        null, null, null, null, StatusEvent.Facts.joined(cluster + "-20200101T000000Z")));
                await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getString("state")).isEqualTo("JOINED"));
            }
        }
    }
}
