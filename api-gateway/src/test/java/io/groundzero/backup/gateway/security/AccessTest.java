package io.groundzero.backup.gateway.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.Scene;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Keys that the command makes and revokes, sessions, and the audit log of the running gateway. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AccessTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TestHTTPResource("/")
    URI root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aNewKeyWorksAtOnceAndIsNowhereInPlain() throws Exception {
        String key = create("new-1", "viewer", "person");

        assertThat(key).matches("gz_[A-Za-z0-9_-]{43}");
        with(key).get("/api/v1/status").then().statusCode(200);
        with(key).post("/api/v1/backups").then().statusCode(403);
        out.reset();
        assertThat(command("list")).isZero();
        assertThat(out.toString()).contains("new-1").doesNotContain(key);
        assertThat(scalar("SELECT string_agg(k::text, '') || (SELECT string_agg(a::text, '') FROM audit a)"
                + " FROM api_key k")).contains("new-1").doesNotContain(key);
    }

    @Test
    void theFirstKeyOpensANewGatewayForAPerson() {
        with(Servers.FIRST_KEY).get("/api/v1/audit").then().statusCode(200);

        login(Servers.FIRST_KEY, 12).then().statusCode(200);
    }

    @Test
    void aRevokedKeyAndItsSessionsEnd() throws Exception {
        String key = create("leaving", "operator", "person");
        Map<String, String> cookies = login(key, 5).cookies();
        given().cookies(cookies).get("/api/v1/status").then().statusCode(200);

        assertThat(command("revoke", "leaving")).isZero();

        await().atMost(SOON).until(() -> with(key).get("/api/v1/status").statusCode() == 401);
        given().cookies(cookies).get("/api/v1/status").then().statusCode(401);
        // its name is free again
        create("leaving", "viewer", "machine");
    }

    @Test
    void aSessionEndsAtLogoutWhoeverHasKeptItsCookie() throws Exception {
        // Given
        String key = create("logging-out", "viewer", "person");
        Map<String, String> kept = login(key, 6).cookies();
        Map<String, String> another = login(key, 6).cookies();
        given().cookies(kept).get("/api/v1/status").then().statusCode(200);

        // When
        given().cookies(kept).header("X-Ground-Zero", "dashboard").delete("/api/v1/session").then().statusCode(200);

        // Then
        given().cookies(kept).get("/api/v1/status").then().statusCode(401);
        given().cookies(another).get("/api/v1/status").then().statusCode(200);
        assertThat(scalar("SELECT count(*)::text FROM ended_session WHERE until > now()")).isNotEqualTo("0");
    }

    @Test
    void anOperatorSeesWhoIsLoggedInAndEndsIt() throws Exception {
        // Given
        String key = create("logged-in", "viewer", "person");
        Map<String, String> cookies = login(key, 13).cookies();
        Map<String, String> own = login(Servers.OPERATOR_KEY, 14).cookies();

        // Then
        JsonPath listed = given().cookies(own).get("/api/v1/sessions").jsonPath();
        Map<String, Object> session = listed.getMap("sessions.find { it.name == 'logged-in' }");
        assertThat(session).containsEntry("role", "viewer").containsEntry("way", "KEY")
                .containsEntry("address", "127.0.0.13").containsEntry("own", false)
                .containsKeys("openedAt", "seenAt", "until");
        assertThat(listed.getList("sessions.findAll { it.own }.name")).containsExactly("operator");
        assertThat(listed.prettify()).doesNotContain(cookies.values());

        // When
        String id = session.get("id").toString();
        given().cookies(own).delete("/api/v1/sessions/{id}", id).then().statusCode(401);
        given().cookies(own).header("X-Ground-Zero", "dashboard").delete("/api/v1/sessions/{id}", id).then()
                .statusCode(200);

        // Then
        given().cookies(cookies).get("/api/v1/status").then().statusCode(401);
        assertThat(with(Servers.OPERATOR_KEY).get("/api/v1/sessions").jsonPath().getList("sessions.id"))
                .isNotEmpty().doesNotContain(id);
        with(Servers.OPERATOR_KEY).delete("/api/v1/sessions/{id}", id).then().statusCode(404);
        await().atMost(SOON).untilAsserted(() -> assertThat(line(
                with(Servers.OPERATOR_KEY).get("/api/v1/audit?limit=200").jsonPath(),
                "action == 'DELETE /api/v1/sessions/" + id + "' && it.outcome == '200'"))
                .containsEntry("actor", "operator").containsEntry("way", "SESSION"));
    }

    @Test
    void aSessionOfARevokedKeyIsNotListed() throws Exception {
        String key = create("going", "viewer", "person");
        login(key, 15).then().statusCode(200);
        String listed = "sessions.findAll { it.name == 'going' }";
        assertThat(with(Servers.OPERATOR_KEY).get("/api/v1/sessions").jsonPath().getList(listed)).hasSize(1);

        assertThat(command("revoke", "going")).isZero();

        assertThat(with(Servers.OPERATOR_KEY).get("/api/v1/sessions").jsonPath().getList(listed)).isEmpty();
    }

    @Test
    void anOperatorSeesWhichKeysThereAreAndWhenTheyWereUsed() throws Exception {
        String used = create("used", "viewer", "machine");
        String unused = create("unused", "operator", "person");
        String revoked = create("revoked", "viewer", "person");
        assertThat(command("revoke", "revoked")).isZero();
        with(used).get("/api/v1/status").then().statusCode(200);

        Response answer = with(Servers.OPERATOR_KEY).get("/api/v1/keys");

        JsonPath keys = answer.jsonPath();
        assertThat(keys.<String, Object>getMap("keys.find { it.name == 'used' }")).containsEntry("role", "viewer")
                .containsEntry("holder", "MACHINE").containsKeys("createdAt", "usedAt").doesNotContainKey("revokedAt");
        assertThat(keys.<String, Object>getMap("keys.find { it.name == 'unused' }")).containsEntry("holder", "PERSON")
                .doesNotContainKeys("usedAt", "revokedAt");
        assertThat(keys.<String, Object>getMap("keys.find { it.name == 'revoked' }")).containsKey("revokedAt");
        assertThat(answer.asString()).doesNotContain(used, unused, revoked, "hash");
        // a login is a use
        login(unused, 16).then().statusCode(200);
        assertThat(with(Servers.OPERATOR_KEY).get("/api/v1/keys").jsonPath()
                .getString("keys.find { it.name == 'unused' }.usedAt")).isNotNull();
    }

    @Test
    void aViewerSeesNeitherSessionsNorKeys() {
        with(Servers.VIEWER_KEY).get("/api/v1/sessions").then().statusCode(403);
        with(Servers.VIEWER_KEY).get("/api/v1/keys").then().statusCode(403);
        with(Servers.VIEWER_KEY).delete("/api/v1/sessions/x").then().statusCode(403);
        given().get("/api/v1/sessions").then().statusCode(401);
    }

    @Test
    void aRevokedKeyHearsNoMore() throws Exception {
        String key = create("listening", "viewer", "machine");
        HttpResponse<InputStream> stream = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(root.resolve("api/v1/events")).header("Authorization", "Bearer " + key).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);

        assertThat(command("revoke", "listening")).isZero();
        await().atMost(SOON).until(() -> with(key).get("/api/v1/status").statusCode() == 401);
        String backup = Scene.newId("main");
        Scene.tell(Scene.event(backup, "main", Stage.DUMP, StageState.STARTED, 1));

        // the stream ends, and had nothing of that
        assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8)).doesNotContain(backup);
    }

    @Test
    void noSemicolonLeadsAround() {
        for (String path : List.of("/api/v1/session/openid;x", "/api/v1/status;x", "/;x")) {
            with(Servers.OPERATOR_KEY).urlEncodingEnabled(false).get(path).then().statusCode(400)
                    .contentType("application/problem+json");
        }
        with(Servers.OPERATOR_KEY).get("/api/v1/session/openid").then().statusCode(401);
    }

    @Test
    void theCommandSaysWhatIsWrong() throws Exception {
        create("twice", "viewer", "person");

        assertThat(command("create", "twice", "viewer", "person")).isEqualTo(1);
        assertThat(err.toString()).contains("twice", "revoke");
        assertThat(command("revoke", "nobody")).isEqualTo(1);
        assertThat(command("create", "Bad Name", "viewer", "person")).isEqualTo(2);
        assertThat(command("create", "name", "admin", "person")).isEqualTo(2);
        assertThat(command()).isEqualTo(2);
        assertThat(err.toString()).contains("api-key create NAME");
    }

    @Test
    void withoutTheTablesTheCommandSaysToStartTheGateway() throws Exception {
        try (Connection connection = connect(""); Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS nothing_here");
        }

        int code = command(() -> connect("?currentSchema=nothing_here"), "list");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("start the gateway once");
    }

    @Test
    void aMachineCannotPassForAPerson() {
        with(Servers.ASSISTANT_KEY).get("/api/v1/status").then().statusCode(200);

        Response login = login(Servers.ASSISTANT_KEY, 6);

        login.then().statusCode(403).contentType("application/problem+json");
        assertThat(login.cookies()).isEmpty();
        with(Servers.ASSISTANT_KEY).contentType(ContentType.JSON)
                .body(Map.of("action", "failure.dismiss", "subject", "1")).post("/api/v1/mcp-tokens").then()
                .statusCode(403);
    }

    @Test
    void whoeverGuessesIsSlowedDownAndOthersAreNot() {
        for (int guess = 1; guess < 30; guess++) {
            from(7).header("Authorization", "Bearer guess-" + guess).get("/api/v1/status").then().statusCode(401);
        }

        from(7).header("Authorization", "Bearer the last guess").get("/api/v1/status").then().statusCode(429);
        Response answer = from(7).header("Authorization", "Bearer one more").get("/api/v1/status");
        answer.then().statusCode(429).contentType("application/problem+json");
        assertThat(Integer.parseInt(answer.getHeader("Retry-After"))).isBetween(1, 61);
        from(7).header("Authorization", "Bearer " + Servers.VIEWER_KEY).get("/api/v1/status").then().statusCode(200);
        from(8).header("Authorization", "Bearer " + Servers.VIEWER_KEY).get("/api/v1/status").then().statusCode(200);
        from(7).get("/api/v1/status").then().statusCode(401);
    }

    @Test
    void everyChangeIsInTheAuditLog() {
        with(Servers.VIEWER_KEY).post("/api/v1/backups").then().statusCode(403);
        String backup = Scene.newId("main");
        with(Servers.OPERATOR_KEY).post("/api/v1/backups/{id}/verifications", backup).then().statusCode(404);
        Map<String, String> cookies = login(Servers.OPERATOR_KEY, 9).cookies();

        await().atMost(SOON).untilAsserted(() -> {
            JsonPath audit = with(Servers.OPERATOR_KEY).get("/api/v1/audit?limit=200").jsonPath();
            assertThat(line(audit, "action == 'POST /api/v1/backups' && it.actor == 'viewer'"))
                    .containsEntry("outcome", "403").containsEntry("way", "KEY").containsEntry("role", "viewer")
                    .containsEntry("address", "127.0.0.1");
            String path = "POST /api/v1/backups/" + backup + "/verifications";
            Map<String, Object> end = line(audit, "action == '" + path + "' && it.outcome == '404'");
            Map<String, Object> begin = line(audit, "action == '" + path + "' && it.outcome == null");
            assertThat(end).containsEntry("begunBy", begin.get("id")).containsEntry("actor", "operator");
            assertThat(line(audit, "action == 'POST /api/v1/session' && it.address == '127.0.0.9'"))
                    .containsEntry("outcome", "200").containsEntry("actor", "operator");
        });

        // looking is not in it
        assertThat(with(Servers.OPERATOR_KEY).get("/api/v1/audit").asString()).doesNotContain("GET ");
        given().cookies(cookies).get("/api/v1/audit").then().statusCode(200);
        with(Servers.VIEWER_KEY).get("/api/v1/audit").then().statusCode(403);
    }

    @Test
    void aLoginThatCannotBeWrittenDownOpensNothing() {
        Servers.database().stop();
        Response login;
        try {
            login = login(Servers.OPERATOR_KEY, 11);
        } finally {
            Servers.database().resume();
        }

        login.then().statusCode(503).contentType("application/problem+json");
        assertThat(login.cookies()).isEmpty();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> with(Servers.OPERATOR_KEY).get("/api/v1/status").statusCode() == 200);
        login(Servers.OPERATOR_KEY, 11).then().statusCode(200);
    }

    @Test
    void theAuditLogComesInPages() {
        for (int call = 0; call < 3; call++) {
            with(Servers.OPERATOR_KEY).post("/api/v1/failures/999999/retry").then().statusCode(404);
        }

        JsonPath first = with(Servers.OPERATOR_KEY).get("/api/v1/audit?limit=2").jsonPath();
        JsonPath second = with(Servers.OPERATOR_KEY).get("/api/v1/audit?limit=2&after=" + first.getLong("next"))
                .jsonPath();

        assertThat(second.getLong("lines[0].id")).isEqualTo(first.getLong("lines[1].id") - 1);
        with(Servers.OPERATOR_KEY).get("/api/v1/audit?after=x").then().statusCode(400);
        with(Servers.OPERATOR_KEY).get("/api/v1/audit?limit=0").then().statusCode(400);
    }

    @Test
    void nobodyChangesTheAuditLog() throws Exception {
        with(Servers.OPERATOR_KEY).post("/api/v1/failures/999999/retry").then().statusCode(404);

        for (String change : List.of("UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit")) {
            try (Connection connection = connect(""); Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(change)).as(change)
                        .isInstanceOf(SQLException.class).hasMessageContaining("only grows");
            }
        }
    }

    private static Map<String, Object> line(JsonPath audit, String condition) {
        Map<String, Object> line = audit.getMap("lines.find { it." + condition + " }");
        assertThat(line).as(condition).isNotNull();
        return line;
    }

    private String create(String name, String role, String holder) {
        out.reset();
        assertThat(command("create", name, role, holder)).as(err.toString()).isZero();
        return out.toString().strip();
    }

    private int command(String... words) {
        return command(() -> connect(""), words);
    }

    private int command(ApiKeyCommand.Connect connect, String... words) {
        return new ApiKeyCommand(connect, "tester", Clock.systemUTC(), new PrintStream(out, true),
                new PrintStream(err, true)).run(List.of(words));
    }

    private String scalar(String sql) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(String parameters) throws SQLException {
        return Servers.database().connect("postgres" + parameters);
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    /** Each address has failures of its own. */
    private static Response login(String key, int lastByte) {
        return from(lastByte).contentType(ContentType.JSON).body(Map.of("key", key)).post("/api/v1/session");
    }

    private static RequestSpecification from(int lastByte) {
        try {
            return given().config(RestAssuredConfig.config().httpClient(HttpClientConfig.httpClientConfig().setParam(
                    "http.route.local-address", InetAddress.getByAddress(new byte[]{127, 0, 0, (byte) lastByte}))));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
