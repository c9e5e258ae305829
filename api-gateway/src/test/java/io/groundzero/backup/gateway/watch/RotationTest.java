package io.groundzero.backup.gateway.watch;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.message.StatusEvent.Shipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.handover.WireFormat;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Older backups are read again, the one first whose proof is the oldest. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RotationTest {

    private static final Digest CONTENT = new Digest(1, "0".repeat(64));

    @Inject
    Rotation rotation;

    @Test
    void theOneWithTheOldestProofIsVerifiedAgainAndOneAtATime() throws Exception {
        // Given
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String oldest = finished(now.minus(Duration.ofMinutes(50)), now.minus(Duration.ofMinutes(5)));
        String longUnread = finished(now.minus(Duration.ofMinutes(40)), now.minus(Duration.ofMinutes(35)));
        finished(now.minusSeconds(1), now);
        CopyReport report = new CopyReport(now, now.plusSeconds(900), CopyReport.OFF_SITE,
                now.minus(Duration.ofMinutes(55)), List.of());
        Servers.publish("verifier", report.routingKey(), WireFormat.mapper().writeValueAsString(report), Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(viewer().get("/api/v1/status").jsonPath()
                .getList("problems.findAll { it.kind == 'COPY_VANISHED' || it.kind == 'SERVICE_SILENT' }.subject"))
                .doesNotContain("verifier"));
        taken();

        // When
        await().atMost(SOON).untilAsserted(() -> {
            rotation.turn();

            // Then
            assertThat(taken()).contains(longUnread).doesNotContain(oldest);
        });
    }

    private static Set<String> taken() throws Exception {
        Set<String> ids = new HashSet<>();
        for (GetResponse one = Servers.take("verifier"); one != null; one = Servers.take("verifier")) {
            ids.add(new JsonPath(new String(one.getBody(), StandardCharsets.UTF_8)).getString("backupId"));
        }
        return ids;
    }

    private static String finished(Instant requestedAt, Instant provenAt) throws Exception {
        String id = new BackupId("main", requestedAt).toString();
        BackupShipped shipped = new BackupShipped(id, "main", "x/main/" + id + "/manifest.json", CONTENT, requestedAt);
        tell(new StatusEvent(id + " s", id, "main", Stage.SHIP, "a", StageState.DONE, 1, requestedAt, null, null, null,
                null, null, new Facts(null, new Shipped(shipped, null), null, null, null)));
        Proof proof = new Proof(Proof.SCHEMA_VERSION, id, "main", "s3://b/x", CONTENT, Verdict.PROVEN, null, "summary",
                "counts", provenAt, provenAt, provenAt, requestedAt, 1500L, provenAt.plusSeconds(3600), List.of(),
                List.of(), List.of());
        tell(new StatusEvent(id + provenAt, id, "main", Stage.VERIFY, null, StageState.DONE, 1, provenAt, null, null,
                null, null, null, Facts.proof(proof)));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                viewer().get("/api/v1/backups/{id}", id).jsonPath().getString("state")).isEqualTo("PROVEN"));
        return id;
    }
}
