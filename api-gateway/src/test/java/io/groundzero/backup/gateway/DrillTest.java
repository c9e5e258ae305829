package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.drill.DrillOutcome;
import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.DrillReport.Measure;
import io.groundzero.backup.contracts.drill.DrillReport.StoredObject;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.WireFormat;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Game days as a caller of the API sees them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DrillTest {

    private static final ObjectMapper JSON = WireFormat.mapper();
    private static final int MANY = 9;
    private static final Digest CONTENT = new Digest(10, "a".repeat(64));

    @Inject
    DataSource database;

    @Test
    void aDrillOrdersTheNewestShippedBackupAndEndsWithItsReport() throws Exception {
        // Given
        String backup = shipped();

        // When
        Response started = operator().header("Idempotency-Key", "drill-" + backup).body("{\"cluster\":\"other\"}")
                .post("/api/v1/drills");

        // Then
        assertThat(started.statusCode()).isEqualTo(202);
        String id = started.jsonPath().getString("id");
        assertThat(started.getHeader("Location")).endsWith("/api/v1/drills/" + id);
        BackupShipped order = order(id);
        assertThat(order.backupId()).isEqualTo(backup);
        assertThat(order.drill().rtoTargetSeconds()).isEqualTo(14400);
        assertThat(drill(id).getString("state")).isEqualTo("REQUESTED");
        // the same answer while it is under way, and for the same key
        assertThat(operator().body("{\"cluster\":\"other\"}").post("/api/v1/drills").jsonPath().getString("id"))
                .isEqualTo(id);
        assertThat(operator().header("Idempotency-Key", "drill-" + backup).body("{\"cluster\":\"other\"}")
                .post("/api/v1/drills").jsonPath().getString("id")).isEqualTo(id);
        assertThat(viewer().get("/api/v1/drills/{id}/report", id).statusCode()).isEqualTo(409);

        // When it is done; a late event of its beginning changes nothing any more
        Instant now = Instant.now();
        SignedReport report = report(id, backup, order, DrillOutcome.PASSED);
        tell(event(backup, id, StageState.DONE, now, Facts.drill(proof(backup, order, Verdict.PROVEN), report)));
        await().atMost(SOON).untilAsserted(() -> assertThat(drill(id).getString("state")).isEqualTo("PASSED"));
        tell(event(backup, id, StageState.STARTED, now.minusSeconds(9), null));
        tell(event(backup, id, StageState.DONE, now, Facts.drill(proof(backup, order, Verdict.PROVEN), report)));

        // Then
        assertThat(report(id, "application/json").asString()).isEqualTo(report.report());
        assertThat(report(id, "application/pgp-signature").asString()).isEqualTo(report.signature());
        assertThat(report(id, "text/markdown").asString()).startsWith("# Game day of other");
        assertThat(report(id, "text/html,application/json;q=0.5").asString()).startsWith("<!doctype html>");
        assertThat(report(id, "image/png").statusCode()).isEqualTo(406);
        assertThat(drill(id).getString("state")).isEqualTo("PASSED");
        assertThat(viewer().get("/api/v1/status").jsonPath().getString("latestDrill.id")).isEqualTo(id);
        assertThat(viewer().get("/api/v1/drills?limit=1").jsonPath().getString("drills[0].id")).isEqualTo(id);
    }

    @Test
    void aDrillThatCannotBeHeldSaysWhy() throws Exception {
        String backup = shipped();
        String id = operator().body(Map.of("cluster", "other", "backup", backup)).contentType("application/json")
                .post("/api/v1/drills").jsonPath().getString("id");
        order(id);

        tell(new StatusEvent(id + " failed", backup, "other", Stage.VERIFY, null, StageState.FAILED, 6, Instant.now(),
                null, null, "DISK_FULL", "no room", null, null, id));

        await().atMost(SOON).untilAsserted(() -> assertThat(drill(id).getString("state")).isEqualTo("INCONCLUSIVE"));
        assertThat(drill(id).getString("cause")).isEqualTo("no room");
        Response report = viewer().get("/api/v1/drills/{id}/report", id);
        assertThat(report.statusCode()).isEqualTo(409);
        assertThat(report.jsonPath().getString("detail")).contains("no room");
    }

    @Test
    void aCauseWithUnprintableCharactersIsTold() throws Exception {
        String backup = shipped();
        String id = started(backup);

        tell(new StatusEvent(id + " odd", backup, "other", Stage.VERIFY, null, StageState.FAILED, 6, Instant.now(),
                null, null, "THROWAWAY_FAILED", "it said \0", null, null, id));

        await().atMost(SOON).untilAsserted(() -> assertThat(drill(id).getString("state")).isEqualTo("INCONCLUSIVE"));
        assertThat(drill(id).getString("cause")).startsWith("it said");
    }

    @Test
    void theReportOfAnotherDrillChangesNothing() throws Exception {
        String backup = shipped();
        String id = started(backup);
        BackupShipped order = order(id);
        SignedReport foreign = report("drill-20200101T000000Z", backup, order, DrillOutcome.PASSED);

        tell(event(backup, id, StageState.DONE, Instant.now(),
                Facts.drill(proof(backup, order, Verdict.PROVEN), foreign)));
        tell(new StatusEvent(id + " failed", backup, "other", Stage.VERIFY, null, StageState.FAILED, 6,
                Instant.now().plusSeconds(1), null, null, "DISK_FULL", "no room", null, null, id));

        await().atMost(SOON).untilAsserted(() -> assertThat(drill(id).getString("state")).isEqualTo("INCONCLUSIVE"));
        assertThat(viewer().get("/api/v1/drills/{id}/report", id).statusCode()).isEqualTo(409);
    }

    /** An MCP client's call lasts as long as the drill. */
    @Test
    void anMcpClientHoldsADrillAndReadsItsReport() throws Exception {
        String backup = shipped();
        CompletableFuture<JsonPath> held = CompletableFuture.supplyAsync(
                () -> McpTest.tool(Servers.OPERATOR_KEY, "dr.validate_latest_restore", Map.of("cluster", "other")));
        BackupShipped order = order("drill-");
        String id = order.drillId();
        assertThat(held).isNotDone();

        Instant now = Instant.now();
        SignedReport report = report(id, order.backupId(), order, DrillOutcome.PASSED);
        tell(event(order.backupId(), id, StageState.DONE, now,
                Facts.drill(proof(order.backupId(), order, Verdict.PROVEN), report)));

        JsonPath answer = held.get(30, TimeUnit.SECONDS);
        assertThat(order.backupId()).isEqualTo(backup);
        assertThat(answer.getString("result.structuredContent.id")).isEqualTo(id);
        assertThat(answer.getString("result.structuredContent.state")).isEqualTo("PASSED");
        JsonPath latest = McpTest.tool(Servers.VIEWER_KEY, "dr.latest_report", Map.of());
        assertThat(latest.getString("result.structuredContent.drill.id")).isEqualTo(id);
        assertThat(latest.getString("result.structuredContent.report")).startsWith("# Game day of other");
        for (String name : List.of("latest", id)) {
            JsonPath resource = McpTest.resource("ground-zero://drills/" + name + "/report");
            assertThat(resource.getString("result.contents[0].mimeType")).isEqualTo("text/markdown");
            assertThat(resource.getString("result.contents[0].text")).contains(id).startsWith("# Game day of other");
        }
    }

    @Test
    void withoutABackupInTheBucketThereIsNothingToRehearse() {
        Response refused = operator().contentType("application/json")
                .body(Map.of("cluster", "other", "backup", "other-20200101T000000Z")).post("/api/v1/drills");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.contentType()).startsWith("application/problem+json");
    }

    /** More of them than the gateway has database connections. */
    @Test
    void whileManyStartsWaitOthersAreAnswered() throws Exception {
        // Given the first start waits, as it would for the broker
        shipped();
        ExecutorService people = Executors.newFixedThreadPool(MANY);
        List<Future<Response>> answers = new ArrayList<>();
        int status;
        boolean allWaited;
        try (Connection connection = database.getConnection(); Statement lock = connection.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(hashtextextended('drills of other', 42))");
            for (int i = 0; i < MANY; i++) {
                answers.add(people.submit(() -> operator().body("{\"cluster\":\"other\"}").post("/api/v1/drills")));
            }
            Thread.sleep(500);

            // When
            status = viewer().get("/api/v1/drills").statusCode();
            allWaited = answers.stream().noneMatch(Future::isDone);
            lock.execute("SELECT pg_advisory_unlock_all()");
        } finally {
            people.shutdown();
        }

        // Then
        assertThat(status).isEqualTo(200);
        assertThat(allWaited).isTrue();
        Set<String> started = new HashSet<>();
        for (Future<Response> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
            started.add(answer.get().jsonPath().getString("id"));
        }
        assertThat(started).hasSize(1);
        end(started.iterator().next());
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(operator().body("{\"cluster\":\"other\",\"backup\":\"x\"}").post("/api/v1/drills").statusCode())
                .isEqualTo(400);
        assertThat(viewer().get("/api/v1/drills?cluster=No+Cluster").statusCode()).isEqualTo(400);
        assertThat(operator().body("{").post("/api/v1/drills").statusCode()).isEqualTo(400);
        assertThat(operator().body("{\"cluster\":\"none\"}").post("/api/v1/drills").statusCode()).isEqualTo(400);
        assertThat(viewer().body("{\"cluster\":\"other\"}").post("/api/v1/drills").statusCode()).isEqualTo(403);
        assertThat(viewer().get("/api/v1/drills/x").statusCode()).isEqualTo(400);
        assertThat(viewer().get("/api/v1/drills/drill-20200101T000000Z").statusCode()).isEqualTo(404);
        assertThat(viewer().get("/api/v1/drills?limit=0").statusCode()).isEqualTo(400);
    }

    /** So that the cluster is free for another. */
    private static void end(String id) throws Exception {
        String backup = order(id).backupId();
        tell(new StatusEvent(id + " failed", backup, "other", Stage.VERIFY, null, StageState.FAILED, 6, Instant.now(),
                null, null, "DISK_FULL", "no room", null, null, id));
        await().atMost(SOON).untilAsserted(() -> assertThat(drill(id).getString("state")).isEqualTo("INCONCLUSIVE"));
    }

    private static String started(String backup) {
        return operator().body(Map.of("cluster", "other", "backup", backup)).contentType("application/json")
                .post("/api/v1/drills").jsonPath().getString("id");
    }

    private static String shipped() throws Exception {
        String id = newId("other");
        BackupShipped message = new BackupShipped(id, "other", "gz/other/" + id + "/manifest.json", CONTENT,
                BackupId.parse(id).time());
        Manifest manifest = new Manifest(Manifest.SCHEMA_VERSION, id, "other", BackupId.parse(id).time(),
                BackupId.parse(id).time(), null, List.of(), List.of(), "directory", "full", Map.of(), Map.of(),
                List.of());
        tell(new StatusEvent(id + " shipped", id, "other", Stage.SHIP, "x.gpg", StageState.DONE, 1,
                BackupId.parse(id).time(), null, null, null, null, null, Facts.shipped(message, manifest)));
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/backups/{id}", id).jsonPath().getList("copies")).hasSize(2));
        return id;
    }

    private static BackupShipped order(String drill) {
        GetResponse[] message = new GetResponse[1];
        await().atMost(SOON).until(() -> {
            message[0] = Servers.take("verifier");
            return message[0] != null && new String(message[0].getBody()).contains(drill);
        });
        try {
            return JSON.readValue(message[0].getBody(), BackupShipped.class);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static StatusEvent event(String backup, String drill, StageState state, Instant at, Facts facts) {
        return new StatusEvent(drill + state + at, backup, "other", Stage.VERIFY, null, state, 1, at, null, null, null,
                null, null, facts, drill);
    }

    private static Proof proof(String backup, BackupShipped order, Verdict verdict) {
        Instant at = order.requestedAt();
        return new Proof(Proof.SCHEMA_VERSION, backup, "other", "s3://b/x", CONTENT, verdict, null, "summary", "full",
                at,
                at, at, at, 1500L, at.plusSeconds(3600), List.of(), List.of(), List.of());
    }

    private static SignedReport report(String id, String backup, BackupShipped order, DrillOutcome outcome)
            throws Exception {
        Instant at = order.requestedAt();
        StoredObject object = new StoredObject("gz/x", CONTENT);
        DrillReport report = new DrillReport(1, id, "other", outcome, at, "api", at, at, backup, "s3://b/x", object,
                object, at, 10L, Verdict.PROVEN, null, "summary", "full", "1 of 1 tables identical",
                Measure.of(1500L, 14400), Measure.of(0L, 86400), List.of(), List.of(),
                new Forecast(Forecast.Kind.NOT_ENOUGH_HISTORY, null, null, 0), List.of());
        return TestVerifier.KNOWN.sign(report);
    }

    private static Response report(String id, String accept) {
        return viewer().accept(accept).get("/api/v1/drills/{id}/report", id);
    }

    private static JsonPath drill(String id) {
        return viewer().get("/api/v1/drills/{id}", id).jsonPath();
    }
}
