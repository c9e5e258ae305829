package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.at;
import static io.groundzero.backup.gateway.Scene.awaitBackup;
import static io.groundzero.backup.gateway.Scene.backup;
import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** Verdicts and what follows from them, events as they happen, and outages of the gateway's own database. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OperationTest {

    private static final Digest CONTENT = new Digest(1, "0".repeat(64));

    @Test
    void aBackupThatALaterTestRefutedNoLongerProtects() throws Exception {
        Instant now = Instant.now();
        proven("other", now.minusSeconds(1_000));
        String older = proven("main", now.minusSeconds(200_000));
        String newer = proven("main", now.minusSeconds(3_600));

        tell(proof(newer, Verdict.REFUTED, now.minusSeconds(60)));
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(newer).getString("state")).isEqualTo("REFUTED"));
        tell(proof(older, Verdict.PROVEN, now.minusSeconds(30)));
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(older).getList("proofs")).hasSize(2));

        JsonPath status = viewer().get("/api/v1/status").jsonPath();
        assertThat(status.getList("problems.what", String.class))
                .anyMatch(what -> what.contains(newer + ", is REFUTED"));
        assertThat(status.getLong("rpo.seconds")).isGreaterThanOrEqualTo(90_000);
        assertThat(backup(newer).getString("copies.find { it.place == 'off-site' }.verdict")).isEqualTo("REFUTED");
    }

    /** A verdict outweighs attempts without one, in whatever order they are heard of. */
    @Test
    void anAttemptWithoutAVerdictTakesNoVerdictAway() throws Exception {
        Instant at = Instant.now().minusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
        String id = newId("other");
        for (Verdict verdict : List.of(Verdict.INCONCLUSIVE, Verdict.PROVEN)) {
            tell(proof(id, verdict, at));
            await().atMost(SOON).untilAsserted(
                    () -> assertThat(backup(id).getString("proofs[0].verdict")).isEqualTo(verdict.name()));
        }
        tell(proof(id, Verdict.INCONCLUSIVE, at));
        tell(event(id, "other", Stage.DUMP, StageState.DONE, 1));
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getString("stages[0].state")).isEqualTo("DONE"));

        assertThat(backup(id).getList("proofs")).hasSize(1);
        assertThat(backup(id).getString("proofs[0].verdict")).isEqualTo("PROVEN");
    }

    @Test
    void theNumbersToAlertOnCountFromTheNewestProvenSnapshotOfTheWorstCluster() throws Exception {
        Instant now = Instant.now();
        String oldest = proven("main", now.minusSeconds(90_000));
        proven("other", now.minusSeconds(1_000));

        JsonPath status = viewer().get("/api/v1/status").jsonPath();

        assertThat(status.getLong("rpo.seconds")).isBetween(90_000L, 90_060L);
        assertThat(status.getBoolean("rpo.met")).isFalse();
        // a scrape shows what was the case a moment ago
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(metric("backup_rpo_seconds")).isBetween(90_000.0, 90_060.0));
        assertThat(metric("backup_rto_seconds")).isEqualTo(1.5);
        assertThat(metric("backup_last_success_timestamp_seconds"))
                .isEqualTo(BackupId.parse(oldest).time().getEpochSecond());
        assertThat(metric("backup_parked_messages")).isNotNaN();
    }

    @Test
    void whileAnOldBackupIsVerifiedAgainANewOneCanBeStarted() throws Exception {
        String old = proven("other", Instant.now().minusSeconds(600));
        tell(new StatusEvent("again " + old, old, "other", Stage.VERIFY, null, StageState.STARTED, 1, Instant.now(),
                null, null, null, null, null, null));
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(old).getString("state")).isEqualTo("VERIFYING"));

        String id = operator().body("{\"cluster\":\"other\"}").post("/api/v1/backups").jsonPath().getString("id");

        assertThat(id).isNotEqualTo(old);
    }

    @Test
    void aCauseWithUnprintableCharactersIsTold() throws Exception {
        String id = newId("other");

        tell(new StatusEvent(id + " e", id, "other", Stage.DUMP, null, StageState.RETRYING, 1, at(id, 1), null, null,
                "DUMP_FAILED", "pg_dump: \0 \uD800", null, null));

        awaitBackup(id);
        assertThat(backup(id).getString("stages[0].cause")).startsWith("pg_dump:");
    }

    @Test
    void eventsAreKeptWhileTheDatabaseIsAway() throws Exception {
        String id = newId("other");
        Servers.database().stop();
        try {
            tell(event(id, "other", Stage.DUMP, StageState.STARTED, 1));
            tell(event(id, "other", Stage.DUMP, StageState.DONE, 2));
            assertThat(viewer().get("/api/v1/status").statusCode()).isEqualTo(503);
            assertThat(viewer().get("/api/v1/backups").jsonPath().getString("code")).isEqualTo("STATUS_UNAVAILABLE");
            assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        } finally {
            Servers.database().resume();
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(backup(id).getString("stages[0].state")).isEqualTo("DONE"));
        assertThat(viewer().get("/api/v1/failures").jsonPath().getList("findAll { it.backupId == '" + id + "' }"))
                .isEmpty();
    }

    @Test
    void whatHappensIsStreamedAtOnceAndALazyListenerHarmsNobody() throws Exception {
        String id = newId("other");
        try (InputStream lazy = listen(); Scanner eager = new Scanner(listen(), StandardCharsets.UTF_8)) {
            for (int i = 1; i <= 300; i++) {
                tell(event(id, "other", Stage.DUMP, StageState.PROGRESS, i));
            }
            tell(event(id, "other", Stage.DUMP, StageState.DONE, 301));

            CompletableFuture<Integer> seen = CompletableFuture.supplyAsync(() -> {
                int events = 0;
                for (String line = ""; !line.contains("\"DONE\""); line = eager.nextLine()) {
                    events += line.startsWith("data:") && line.contains(id) ? 1 : 0;
                }
                return events;
            });
            assertThat(seen).succeedsWithin(SOON).isEqualTo(300);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//q/metrics", "/q/./metrics", "/q/health/../metrics", "/q/health/%2e%2e/metrics",
            "/q//metrics", "/index.html/../q/metrics", "/q/metrics/", "//api/v1/status", "/api/v1/status;x=/q/health"})
    void noWayRoundTheKey(String path) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path)).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.body()).doesNotContain("backup_rpo_seconds", "targetSeconds");
        assertThat(response.statusCode()).isIn(400, 401, 404);
    }

    private static InputStream listen() throws Exception {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/events"))
                        .header("Authorization", "Bearer " + Servers.VIEWER_KEY).build(),
                HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    private static double metric(String name) {
        return viewer().get("/q/metrics").asString().lines().filter(line -> line.startsWith(name + " ")
                || line.startsWith(name + "{")).map(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst().orElseThrow();
    }

    /** A shipped backup with a PROVEN proof, whose snapshot is the instant of its id. */
    private static String proven(String cluster, Instant snapshotAt) throws Exception {
        String id = new BackupId(cluster, snapshotAt).toString();
        BackupShipped shipped = new BackupShipped(id, cluster, "x/" + cluster + "/" + id + "/manifest.json",
                CONTENT, snapshotAt.plusSeconds(1));
        tell(new StatusEvent(id + " s", id, cluster, Stage.SHIP, "a", StageState.DONE, 1, snapshotAt.plusSeconds(2),
                null, null, null, null, null, new StatusEvent.Facts(null, new StatusEvent.Shipped(shipped, null),
                        null, null, null)));
        tell(proof(id, Verdict.PROVEN, snapshotAt.plusSeconds(3)));
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getString("state")).isEqualTo("PROVEN"));
        return id;
    }

    private static StatusEvent proof(String id, Verdict verdict, Instant at) {
        BackupId backup = BackupId.parse(id);
        Proof proof = new Proof(Proof.SCHEMA_VERSION, id, backup.cluster(), "s3://b/x", CONTENT, verdict,
                verdict == Verdict.PROVEN ? null : "OBJECT_CORRUPT", "summary", "counts", at, at, at, backup.time(),
                verdict == Verdict.PROVEN ? 1500L : null, Instant.now().plusSeconds(3600), List.of(), List.of(),
                List.of());
        return new StatusEvent(id + verdict + at, id, backup.cluster(), Stage.VERIFY, null, StageState.DONE, 1, at,
                null, null, null, null, null, StatusEvent.Facts.proof(proof));
    }
}
