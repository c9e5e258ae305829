package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.awaitFailure;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** What the verifier's test of itself says about it reaches the status. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MutationReportTest {

    @Test
    void theNewestRunDecides() throws Exception {
        // Given
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        tell(now.minusSeconds(60), false);
        await().atMost(SOON).untilAsserted(
                () -> assertThat(status().getList("verifierTest.survived", String.class)).containsExactly("0 to -0"));
        JsonPath failed = status();

        // When
        tell(now.minusSeconds(120), true);
        tell(now.minusSeconds(60), false);
        tell(now.minusSeconds(30), true);

        // Then
        assertThat(failed.getBoolean("verifierTest.passed")).isFalse();
        assertThat(failed.getInt("verifierTest.mutants")).isEqualTo(1);
        assertThat(failed.getLong("verifierTest.ageSeconds")).isBetween(60L, 120L);
        assertThat(failed.getString("state")).isNotEqualTo("PROTECTED");
        assertThat(failed.getList("problems.what", String.class)).anyMatch(what -> what.contains("0 to -0"));
        await().atMost(SOON).untilAsserted(() -> assertThat(status().getBoolean("verifierTest.passed")).isTrue());
        assertThat(status().getString("verifierTest.at")).isEqualTo(now.minusSeconds(30).toString());
        assertThat(status().getList("problems.what", String.class)).noneMatch(what -> what.contains("own test"));
    }

    @Test
    void aReportThatCannotBeReadIsKept() throws Exception {
        Servers.publish("verifier", MutationReport.ROUTING_KEY, "{\"passed\":true}", Map.of());

        assertThat(awaitFailure("queue", "gateway.status").getString("code")).isEqualTo("MESSAGE_UNREADABLE");
    }

    private static void tell(Instant at, boolean passed) throws Exception {
        MutationReport report = new MutationReport(1, at, 1000, "15.1", passed, passed ? "all is well" : "survived",
                List.of(),
                List.of(new Trial("0 to -0", "CONTENT_DIFFERS", "t", passed ? Verdict.REFUTED : Verdict.PROVEN,
                        passed ? "CONTENT_DIFFERS" : null, passed, "differs")));
        TestVerifier.KNOWN.tell(report);
    }

    private static JsonPath status() {
        return viewer().get("/api/v1/status").jsonPath();
    }
}
