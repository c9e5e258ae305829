package io.groundzero.backup.gateway.openid;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Logging in at the company's identity provider, and calls with its tokens. */
@QuarkusTest
@TestProfile(OpenIdTest.WithProvider.class)
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(value = IdentityProvider.class, restrictToAnnotatedClass = true)
class OpenIdTest {

    private static final String LOGIN = "api/v1/session/openid";
    private static final int HOPS = 12;
    private static final String COOKIE = "ground-zero-session";

    /** Settings of its own. */
    public static class WithProvider implements QuarkusTestProfile {
    }

    @TestHTTPResource("/")
    URI root;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER).build();

    @ParameterizedTest
    @CsvSource({"alice, operator", "victor, viewer"})
    void aPersonLogsInAndGetsASessionWithTheRoleOfHisGroup(String name, String role) throws Exception {
        HttpResponse<String> page = login(name);

        assertThat(page.uri()).isEqualTo(root);
        assertThat(page.statusCode()).isEqualTo(200);
        String session = cookie(COOKIE).getValue();
        given().cookie(COOKIE, session).get("/api/v1/session").then().statusCode(200).body("role", equalTo(role))
                .body("name", equalTo(name));
        // and no other session beside it
        assertThat(cookies.getCookieStore().getCookies()).extracting(HttpCookie::getName)
                .noneMatch(cookie -> cookie.startsWith("q_"));
    }

    @Test
    void aPersonOfTheDashboardMayIssueATokenForAnAssistant() throws Exception {
        login("alice");

        given().cookie(COOKIE, cookie(COOKIE).getValue()).header("X-Ground-Zero", "dashboard")
                .contentType(ContentType.JSON).body(Map.of("action", "failure.dismiss", "subject", "1"))
                .post("/api/v1/mcp-tokens").then().statusCode(201);
    }

    @Test
    void whoHasNoGroupOfOursGetsNothing() throws Exception {
        HttpResponse<String> page = login("mallory");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("none of the groups");
        assertThat(cookies.getCookieStore().getCookies()).extracting(HttpCookie::getName)
                .noneMatch(cookie -> cookie.startsWith("q_")).doesNotContain(COOKIE);
        for (String path : List.of("/api/v1/status", "/q/metrics", "/q/openapi", "/mcp", "/api/v1/session")) {
            withToken(token("mallory")).get(path).then().statusCode(403);
        }
    }

    /** Otherwise a machine could pass for a person, and who is leaving could stay. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/session/openid", "/api/v1/session/openid;x", "/api/v1/session;x/openid",
            "/api/v1/session/openid/", "/api/v1/session/openid/;x", "/api/v1/session/%6fpenid",
            "//api/v1/session/openid"})
    void nothingButALoginAtTheProviderOpensASession(String path) throws Exception {
        login("alice");
        Map<String, String> session = Map.of(COOKIE, cookie(COOKIE).getValue());

        for (RequestSpecification caller : List.of(withToken(Servers.ASSISTANT_KEY), withToken(Servers.OPERATOR_KEY),
                withToken(token("alice")), given().cookies(session))) {
            Response answer = caller.redirects().follow(false).urlEncodingEnabled(false).get(path);

            assertThat(answer.cookies()).as(path).doesNotContainKey(COOKIE);
            assertThat(answer.statusCode()).as(path).isNotEqualTo(303);
        }
    }

    @Test
    void aLoginIsInTheAuditLog() throws Exception {
        login("victor");

        assertThat(withToken(Servers.OPERATOR_KEY).get("/api/v1/audit").jsonPath()
                .getMap("lines.find { it.action == 'GET /api/v1/session/openid' && it.actor == 'victor' }"))
                .containsEntry("way", "OPENID").containsEntry("role", "viewer");
    }

    @Test
    void aTokenOfTheProviderIsAsGoodAsAKey() {
        withToken(token("alice")).get("/api/v1/status").then().statusCode(200);
        withToken(token("alice")).post("/api/v1/failures/999999/retry").then().statusCode(404);
        withToken(token("victor")).get("/api/v1/status").then().statusCode(200);
        withToken(token("victor")).post("/api/v1/failures/999999/retry").then().statusCode(403);
        // a token is no person in the dashboard
        withToken(token("alice")).contentType(ContentType.JSON)
                .body(Map.of("action", "failure.dismiss", "subject", "1")).post("/api/v1/mcp-tokens").then()
                .statusCode(403);

        assertThat(withToken(token("alice")).get("/api/v1/audit").jsonPath()
                .getMap("lines.find { it.action == 'POST /api/v1/failures/999999/retry' && it.outcome == '404' }"))
                .containsEntry("actor", "alice").containsEntry("way", "OPENID");
    }

    @Test
    void aTokenThatSomebodyChangedIsWorthNothing() {
        String[] parts = token("victor").split("\\.");
        String[] other = token("alice").split("\\.");

        withToken(parts[0] + "." + other[1] + "." + parts[2]).get("/api/v1/status").then().statusCode(401)
                .contentType("application/problem+json");
        withToken("a.b.c").get("/api/v1/status").then().statusCode(401);
    }

    @Test
    void keysWorkBesideIt() {
        withToken(Servers.VIEWER_KEY).get("/api/v1/status").then().statusCode(200);
        withToken("no-key-at-all").get("/api/v1/status").then().statusCode(401)
                .contentType("application/problem+json");
        given().get("/api/v1/status").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void thePageLearnsWhereToGo() {
        given().get("/api/v1/session/ways").then().statusCode(200).body("openid", equalTo("/" + LOGIN));
    }

    private HttpResponse<String> login(String name) throws Exception {
        get(URI.create(IdentityProvider.address() + "/next/" + name));
        HttpResponse<String> page = get(root.resolve(LOGIN));
        // more of them than the client follows by itself
        for (int hop = 0; hop < HOPS && page.headers().firstValue("Location").isPresent(); hop++) {
            page = get(page.uri().resolve(page.headers().firstValue("Location").get()));
        }
        return page;
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpCookie cookie(String name) {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals(name))
                .findFirst().orElse(null);
    }

    /** As a program gets one. */
    private static String token(String client) {
        return given().auth().preemptive().basic(client, IdentityProvider.SECRET)
                .formParam("grant_type", "client_credentials").post(IdentityProvider.address() + "/token").then()
                .statusCode(200).extract().jsonPath().getString("access_token");
    }

    private static RequestSpecification withToken(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
