package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.rabbitmq.client.GetResponse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** Who asks for a backup has it in his own trace; a collector that is away harms nobody. */
@QuarkusTest
@TestProfile(TraceTest.Traced.class)
@QuarkusTestResource(Servers.class)
class TraceTest {

    public static class Traced implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gz.traces.endpoint", "http://127.0.0.1:9", "gz.gateway.clusters", "traced");
        }
    }

    @Test
    void theRequestCarriesTheCallersTraceOn() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        Response answer = operator().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body("{\"cluster\":\"traced\"}").post("/api/v1/backups");

        assertThat(answer.statusCode()).isEqualTo(202);
        GetResponse request = await().atMost(SOON).until(() -> Servers.take("dumper"), taken -> taken != null);
        assertThat(request.getProps().getHeaders().get("traceparent").toString())
                .matches("00-" + trace + "-[0-9a-f]{16}-01").doesNotContain("00f067aa0ba902b7");
    }
}
