package io.groundzero.backup.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** The page and its login. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardTest {

    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @Test
    void thePageLoadsOnlyWhatTheGatewayHas() {
        Response page = given().get("/");

        page.then().statusCode(200).contentType(ContentType.HTML)
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        Matcher addresses = ADDRESS.matcher(page.asString());
        int loaded = 0;
        while (addresses.find()) {
            if (!addresses.group(1).startsWith("data:")) {
                assertThat(addresses.group(1)).startsWith("/static/");
                given().get(addresses.group(1)).then().statusCode(200);
                loaded++;
            }
        }
        assertThat(loaded).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aKeyGivesACookieThatMayLook() {
        Response login = login(Servers.VIEWER_KEY);

        login.then().statusCode(200).body("role", equalTo("viewer"));
        assertThat(login.getHeader("Set-Cookie")).containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict");
        given().cookies(login.cookies()).get("/api/v1/status").then().statusCode(200);
        given().cookies(login.cookies()).get("/api/v1/history").then().statusCode(200);
        given().cookies(login.cookies()).get("/api/v1/session").then().statusCode(200).body("role", equalTo("viewer"));
        given().cookies(login.cookies()).header("X-Ground-Zero", "dashboard").post("/api/v1/backups").then()
                .statusCode(403);
    }

    @Test
    void withoutACookieOrWithABrokenOneThereIsNothing() {
        given().get("/api/v1/session").then().statusCode(401);
        given().get("/api/v1/history").then().statusCode(401);
        given().cookie("ground-zero-session", "operator.99999999999.x.x").get("/api/v1/status").then().statusCode(401);
    }

    /** What a foreign page could make a browser send. */
    @Test
    void aCookieAloneChangesNothing() {
        Map<String, String> cookies = login(Servers.OPERATOR_KEY).cookies();

        given().cookies(cookies).post("/api/v1/backups/main-20260101T000000Z/verifications").then().statusCode(401);
        given().cookies(cookies).header("X-Ground-Zero", "dashboard")
                .post("/api/v1/backups/main-20260101T000000Z/verifications").then().statusCode(404);
    }

    @Test
    void loggingOutTakesTheCookieAway() {
        given().delete("/api/v1/session").then().statusCode(200).header("Set-Cookie", containsString("Max-Age=0"));
    }

    /** Last, because it locks this address out for a minute. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aWrongKeyIsRefusedAndGuessingIsSlowedDown() {
        login("wrong-key-that-is-long-enough-to-be-one").then().statusCode(401)
                .contentType("application/problem+json");

        for (int guess = 0; guess < 5; guess++) {
            login("wrong-key-that-is-long-enough-to-be-" + guess);
        }

        login("wrong-key-that-is-long-enough-to-be-one").then().statusCode(429)
                .header("Retry-After", notNullValue());
        // the right one, too: otherwise one could go on guessing
        login(Servers.OPERATOR_KEY).then().statusCode(429);
    }

    @Test
    void historyWantsASensibleNumberOfDays() {
        given().header("Authorization", "Bearer " + Servers.VIEWER_KEY).get("/api/v1/history?days=0").then()
                .statusCode(400).contentType("application/problem+json");
    }

    private static Response login(String key) {
        return given().contentType(ContentType.JSON).body(Map.of("key", key)).post("/api/v1/session");
    }
}
