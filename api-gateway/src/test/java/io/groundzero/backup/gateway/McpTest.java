package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.awaitFailure;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.handover.Headers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The tools, as an MCP client calls them over streamable HTTP. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class McpTest {

    private static final InetAddress ADDRESS = address(2);

    @Test
    void withoutAKeyThereIsNothing() {
        given().contentType(ContentType.JSON).accept("application/json, text/event-stream")
                .body(request("initialize", Map.of())).post("/mcp").then().statusCode(401);
    }

    @Test
    void aClientFindsTheToolsWithTheirDescriptions() {
        JsonPath tools = call(Servers.VIEWER_KEY, "tools/list", Map.of());

        assertThat(tools.getList("result.tools.name", String.class)).containsExactlyInAnyOrder(
                "backup.start_daily", "backup.status", "dr.validate_latest_restore", "dr.latest_report",
                "failure.dismiss");
        assertThat(tools.getList("result.tools.description", String.class)).allMatch(text -> text.length() > 100);
    }

    @Test
    void aViewerMayAskForTheStatus() {
        JsonPath answer = tool(Servers.VIEWER_KEY, "backup.status", Map.of());

        assertThat(answer.getBoolean("result.isError")).isFalse();
        assertThat(answer.getString("result.structuredContent.state")).isIn("PROTECTED", "AT_RISK", "UNPROTECTED");
    }

    @Test
    void aViewerMayStartNothing() {
        JsonPath answer = tool(Servers.VIEWER_KEY, "backup.start_daily", Map.of("cluster", "main"));

        assertThat(answer.getBoolean("result.isError")).isTrue();
        assertThat(answer.getString("result.content[0].text")).contains("FORBIDDEN");
    }

    @Test
    void whatIsNotKnownIsRefusedAndNotLeftOut() {
        JsonPath nope = tool(Servers.VIEWER_KEY, "backup.status", Map.of("cluster", "nope"));
        JsonPath misspelt = tool(Servers.VIEWER_KEY, "backup.status", Map.of("claster", "main"));
        JsonPath report = tool(Servers.VIEWER_KEY, "dr.latest_report", Map.of("drill", "x"));
        JsonPath started = tool(Servers.OPERATOR_KEY, "backup.start_daily", Map.of("cluster", "main", "full", true));

        assertThat(nope.getBoolean("result.isError")).isTrue();
        assertThat(nope.getString("result.content[0].text")).contains("REQUEST_INVALID", "nope", "main");
        assertThat(misspelt.getBoolean("result.isError")).isTrue();
        assertThat(misspelt.getString("result.content[0].text")).contains("REQUEST_INVALID", "claster");
        assertThat(report.getBoolean("result.isError")).isTrue();
        assertThat(started.getString("result.content[0].text")).contains("REQUEST_INVALID", "full");
    }

    @Test
    void theStatusOfOneClusterIsThatOfThisOneAlone() {
        JsonPath all = tool(Servers.VIEWER_KEY, "backup.status", Map.of());
        JsonPath other = tool(Servers.VIEWER_KEY, "backup.status", Map.of("cluster", "other"));

        assertThat(all.getList("result.structuredContent.clusterStates.cluster")).containsExactly("main", "other");
        assertThat(other.getList("result.structuredContent.clusters")).containsExactly("other");
        assertThat(other.getString("result.structuredContent.state"))
                .isEqualTo(all.getString("result.structuredContent.clusterStates[1].state"));
        assertThat(other.getList("result.structuredContent.problems.subject", String.class))
                .noneMatch(subject -> subject.equals("main") || subject.startsWith("main-"));
    }

    @Test
    void anOperatorStartsABackup() {
        JsonPath answer = tool(Servers.OPERATOR_KEY, "backup.start_daily", Map.of("cluster", "other"));

        assertThat(answer.getBoolean("result.isError")).isFalse();
        assertThat(answer.getString("result.structuredContent.id")).startsWith("other-");
    }

    @Test
    void aMistakeIsToldWithWhatToDo() {
        JsonPath answer = tool(Servers.OPERATOR_KEY, "backup.start_daily", Map.of("cluster", "unknown"));

        assertThat(answer.getBoolean("result.isError")).isTrue();
        assertThat(answer.getString("result.content[0].text")).contains("REQUEST_INVALID", "main");
    }

    @Test
    void aDrillThatCannotBeHeldIsRefusedWithWhatToDo() {
        JsonPath answer = tool(Servers.OPERATOR_KEY, "dr.validate_latest_restore", Map.of("cluster", "unknown"));

        assertThat(answer.getBoolean("result.isError")).isTrue();
        assertThat(answer.getString("result.content[0].text")).contains("REQUEST_INVALID", "main");
        assertThat(tool(Servers.VIEWER_KEY, "dr.validate_latest_restore", Map.of("cluster", "main"))
                .getString("result.content[0].text")).contains("FORBIDDEN");
    }

    /** A client asks its user before it calls what destroys something. */
    @Test
    void onlyWhatDestroysSomethingSaysSo() {
        JsonPath tools = call(Servers.VIEWER_KEY, "tools/list", Map.of());

        assertThat(tools.getList("result.tools.findAll { it.annotations.destructiveHint }.name", String.class))
                .containsExactly("failure.dismiss");
        assertThat(tools.getList("result.tools.findAll { it.annotations.readOnlyHint }.name", String.class))
                .containsExactlyInAnyOrder("backup.status", "dr.latest_report");
    }

    @Test
    void aFailureIsDroppedOnlyWithATokenThatAPersonGotForIt() throws Exception {
        // Given
        String backup = newId("main");
        long failure = parked(backup);
        long another = parked(newId("main"));
        String forAnother = token(another);
        String token = token(failure);

        // When, Then
        assertThat(dismiss(Servers.VIEWER_KEY, failure, token)).contains("FORBIDDEN");
        assertThat(dismiss(Servers.OPERATOR_KEY, failure, "")).contains("TOKEN_INVALID", "dashboard");
        assertThat(dismiss(Servers.OPERATOR_KEY, failure, forAnother)).contains("TOKEN_INVALID");
        assertThat(viewer().get("/api/v1/failures").jsonPath().getList("id", Long.class)).contains(failure, another);
        assertThat(dismiss(Servers.OPERATOR_KEY, failure, token)).contains(backup).doesNotContain("TOKEN_INVALID");
        assertThat(viewer().get("/api/v1/failures").jsonPath().getList("id", Long.class)).doesNotContain(failure)
                .contains(another);
        assertThat(dismiss(Servers.OPERATOR_KEY, failure, token)).contains("TOKEN_INVALID");
    }

    /** An assistant holds an operator's key, and may have a terminal. */
    @Test
    void anApiKeyGetsNoToken() {
        Map<String, String> body = Map.of("action", "failure.dismiss", "subject", "1");

        operator().contentType(ContentType.JSON).body(body).post("/api/v1/mcp-tokens").then().statusCode(403)
                .contentType("application/problem+json");
        given().contentType(ContentType.JSON).body(body).post("/api/v1/mcp-tokens").then().statusCode(401);
        session(Servers.VIEWER_KEY).body(body).post("/api/v1/mcp-tokens").then().statusCode(403);
        session(Servers.OPERATOR_KEY).body(Map.of("action", "backup.delete", "subject", "1"))
                .post("/api/v1/mcp-tokens").then().statusCode(400);
        session(Servers.OPERATOR_KEY).body(Map.of("action", "failure.dismiss", "subject", "x"))
                .post("/api/v1/mcp-tokens").then().statusCode(400);
    }

    @Test
    void reportsAreResources() {
        JsonPath resources = call(Servers.VIEWER_KEY, "resources/list", Map.of());
        JsonPath templates = call(Servers.VIEWER_KEY, "resources/templates/list", Map.of());

        assertThat(resources.getList("result.resources.uri", String.class))
                .containsExactly("ground-zero://drills/latest/report");
        assertThat(templates.getList("result.resourceTemplates.uriTemplate", String.class))
                .containsExactly("ground-zero://drills/{id}/report");
        for (String unknown : List.of("drill-20200101T000000Z", "x", "..")) {
            assertThat(resource("ground-zero://drills/" + unknown + "/report").getInt("error.code")).as(unknown)
                    .isEqualTo(-32002);
        }
    }

    private static long parked(String backup) throws Exception {
        Servers.publish("dumper", "parked.dumper", "{\"backupId\":\"" + backup + "\"}",
                Map.of(Headers.QUEUE, "dumper", Headers.CODE, "SOURCE_UNREACHABLE", Headers.CAUSE, "no answer"));
        return awaitFailure("backupId", backup).getLong("id");
    }

    private static String token(long failure) {
        Response issued = session(Servers.OPERATOR_KEY)
                .body(Map.of("action", "failure.dismiss", "subject", Long.toString(failure)))
                .post("/api/v1/mcp-tokens");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        assertThat(issued.getHeader("Cache-Control")).isEqualTo("no-store");
        return issued.jsonPath().getString("token");
    }

    /** From an address of its own: another test has that of all tests locked out for guessing. */
    private static RequestSpecification session(String key) {
        Response login = given().config(RestAssuredConfig.config().httpClient(HttpClientConfig.httpClientConfig()
                .setParam("http.route.local-address", ADDRESS))).contentType(ContentType.JSON).body(Map.of("key", key))
                .post("/api/v1/session");
        assertThat(login.statusCode()).as(login.asString()).isEqualTo(200);
        return given().cookies(login.cookies()).header("X-Ground-Zero", "dashboard").contentType(ContentType.JSON);
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[]{127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String dismiss(String key, long failure, String token) {
        return tool(key, "failure.dismiss", Map.of("failure", failure, "because", "tested", "token", token))
                .getString("result.content[0].text");
    }

    static JsonPath resource(String uri) {
        return call(Servers.VIEWER_KEY, "resources/read", Map.of("uri", uri));
    }

    static JsonPath tool(String key, String name, Map<String, Object> arguments) {
        return call(key, "tools/call", Map.of("name", name, "arguments", arguments));
    }

    private static JsonPath call(String key, String method, Map<String, Object> parameters) {
        Response hello = post(key, null, request("initialize", Map.of("protocolVersion", "2025-06-18", "capabilities",
                Map.of(), "clientInfo", Map.of("name", "test", "version", "1"))));
        String session = hello.getHeader("Mcp-Session-Id");
        post(key, session, Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
        return json(post(key, session, request(method, parameters)));
    }

    private static Response post(String key, String session, Map<String, Object> body) {
        var request = given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON)
                .accept("application/json, text/event-stream").body(body);
        return (session == null ? request : request.header("Mcp-Session-Id", session)).post("/mcp");
    }

    /** An answer may come as a single event. */
    private static JsonPath json(Response response) {
        String text = response.asString();
        List<String> data = text.lines().filter(line -> line.startsWith("data:")).map(line -> line.substring(5))
                .toList();
        return new JsonPath(data.isEmpty() ? text : data.get(data.size() - 1));
    }

    private static Map<String, Object> request(String method, Map<String, Object> parameters) {
        return Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters);
    }
}
