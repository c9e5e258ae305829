package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.tellAsIs;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.NotInBackup;
import io.groundzero.backup.contracts.proof.NotInBackup.Item;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** The status says what a restore would not bring back, and does not take for nothing what nobody looked at. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MissingTest {

    private static final Item UNACCEPTED = new Item("table of an extension", "app.pgmq.q_orders", 1000L, true, false,
            "1000 rows of a queue");
    private static final Item ACCEPTED = new Item("table of an extension", "app.cron.job_run_details", 7L, true, true,
            "7 rows");
    private static final Item REST = new Item("setting for all roles", "statement_timeout", null, false, false, "told");

    @Test
    void whatIsNotInTheNewestBackupIsInTheStatus() throws Exception {
        List<Item> items = Stream.concat(Stream.of(UNACCEPTED, ACCEPTED),
                IntStream.range(0, 30).mapToObj(each -> REST)).toList();

        JsonPath status = afterProofOf("main", Verdict.REFUTED, new NotInBackup(items, 5));

        for (String where : List.of("latestProof", "clusterStates.find { it.cluster == 'main' }.latestProof")) {
            assertThat(status.getLong(where + ".notInBackup.count")).isEqualTo(37);
            assertThat(status.getLong(where + ".notInBackup.unaccepted")).isEqualTo(1);
            assertThat(status.getLong(where + ".notInBackup.accepted")).isEqualTo(1);
            assertThat(status.getList(where + ".notInBackup.things")).hasSize(20);
            assertThat(status.<String, Object>getMap(where + ".notInBackup.things[0]")).isEqualTo(Map.of("kind",
                    "table of an extension", "name", "app.pgmq.q_orders", "data", true, "accepted", false));
        }
        assertThat(McpTest.tool(Servers.VIEWER_KEY, "backup.status", Map.of("cluster", "main"))
                .getString("result.structuredContent.latestProof.notInBackup.things[1].name"))
                .isEqualTo("app.cron.job_run_details");
    }

    @Test
    void nothingIsNotTheSameAsThatNobodyLooked() throws Exception {
        JsonPath nothing = afterProofOf("other", Verdict.PROVEN, new NotInBackup(List.of(), 0));
        JsonPath nobodyLooked = afterProofOf("other", Verdict.PROVEN, null);

        String latest = "clusterStates.find { it.cluster == 'other' }.latestProof";
        assertThat(nothing.getLong(latest + ".notInBackup.count")).isZero();
        assertThat(nobodyLooked.<String, Object>getMap(latest)).doesNotContainKey("notInBackup");
    }

    @Test
    void whatNobodySignedSaysNothing() throws Exception {
        String id = newId("main");
        tellAsIs(event(proof(id, "main", Verdict.PROVEN, new NotInBackup(List.of(), 0)), null));

        JsonPath status = awaitProofOf(id);

        assertThat(status.getBoolean("latestProof.signed")).isFalse();
        assertThat(status.<String, Object>getMap("latestProof")).doesNotContainKey("notInBackup");
    }

    private static JsonPath afterProofOf(String cluster, Verdict verdict, NotInBackup missing) throws Exception {
        String id = newId(cluster);
        Proof proof = proof(id, cluster, verdict, missing);
        tell(event(proof, TestVerifier.KNOWN.sign(proof)));
        return awaitProofOf(id);
    }

    private static JsonPath awaitProofOf(String id) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                viewer().get("/api/v1/status").jsonPath().getString("latestProof.backupId")).isEqualTo(id));
        return viewer().get("/api/v1/status").jsonPath();
    }

    private static StatusEvent event(Proof proof, StatusEvent.SignedReport signed) {
        return new StatusEvent(proof.backupId() + "missing", proof.backupId(), proof.cluster(), Stage.VERIFY, null,
                StageState.DONE, 1, proof.finishedAt(), null, null, null, null, null, Facts.proof(proof, signed));
    }

    private static Proof proof(String id, String cluster, Verdict verdict, NotInBackup missing) {
        Instant now = Instant.now();
        boolean proven = verdict == Verdict.PROVEN;
        return new Proof(Proof.SCHEMA_VERSION, id, cluster, "s3://b/x", new Digest(1, "0".repeat(64)), verdict,
                proven ? null : "DATA_NOT_IN_BACKUP", "summary", "counts", now.truncatedTo(ChronoUnit.SECONDS), now,
                now, BackupId.parse(id).time(), proven ? 1500L : null, now.plusSeconds(3600), List.of(), List.of(),
                List.of(), missing, null);
    }
}
