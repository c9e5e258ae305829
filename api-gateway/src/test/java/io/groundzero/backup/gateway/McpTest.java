package io.groundzero.backup.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The tools, as an MCP client calls them over streamable HTTP. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class McpTest {

    @Test
    void withoutAKeyThereIsNothing() {
        given().contentType(ContentType.JSON).accept("application/json, text/event-stream")
                .body(request("initialize", Map.of())).post("/mcp").then().statusCode(401);
    }

    @Test
    void aClientFindsTheToolsWithTheirDescriptions() {
        JsonPath tools = call(Servers.VIEWER_KEY, "tools/list", Map.of());

        assertThat(tools.getList("result.tools.name", String.class)).containsExactlyInAnyOrder(
                "backup.start_daily", "backup.status", "dr.validate_latest_restore", "dr.latest_report");
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
