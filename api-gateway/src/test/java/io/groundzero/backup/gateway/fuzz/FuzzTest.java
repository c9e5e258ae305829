package io.groundzero.backup.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.gateway.NodeScripts;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * The OpenAPI document says all that a caller needs; and whatever is asked of the API, it never fails by itself, and what
 * it answers is what the document says. The requests are made from the document by fast-check (src/test/fuzz), which also
 * finds the smallest one that shows a fault. Always the same requests, so that a failure is one of the change that is
 * tested; {@code -Dgz.fuzz.seed=…} tries others.
 */
@QuarkusTest
@TestProfile(FuzzTest.Alone.class)
@QuarkusTestResource(Servers.class)
class FuzzTest {

    private static final Logger LOG = Logger.getLogger(FuzzTest.class);
    /** A sample; {@code make fuzz} sends 10,000. */
    private static final int REQUESTS = Integer.getInteger("gz.fuzz.requests", 3_000);

    /** Its own database, which no other test needs afterwards. */
    public static class Alone implements QuarkusTestProfile {
    }

    @TestHTTPResource("/")
    URI root;

    private static NodeScripts scripts;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void install() throws Exception {
        scripts = NodeScripts.install("fuzz");
    }

    @Test
    void eachCallIsDescribedWithExamplesThatAreRight() throws Exception {
        JsonNode found = json.readTree(scripts.run("document.mjs", root, scripts.file(Servers.VIEWER_KEY)));

        assertThat(found.path("lacks")).isEmpty();
        assertThat(found.path("calls").asInt()).isGreaterThan(20);
        assertThat(found.path("codes")).map(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
    }

    @Test
    void noRequestMakesItFail() throws Exception {
        // Given
        long seed = Long.getLong("gz.fuzz.seed", 4);
        History.happen();

        // When
        String said = scripts.run("fuzz.mjs", root, scripts.file(Servers.OPERATOR_KEY),
                scripts.file(Servers.VIEWER_KEY), seed,
                REQUESTS);

        // Then
        LOG.infof("fuzz with seed %d: %s", seed, said);
        JsonNode counted = json.readTree(said);
        assertThat(counted.path("sent").asInt()).isGreaterThanOrEqualTo(REQUESTS);
        assertThat(counted.path("operations").asInt()).isGreaterThan(20);
        assertThat(counted.path("statuses").fieldNames()).toIterable().contains("200", "202", "400", "401", "403",
                "404", "429");
        // what never gets through is not tested
        assertThat(counted.path("never")).isEmpty();
    }
}
