package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** A game day on the whole stack, while the source is gone. */
class DrillIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static Stack stack;
    private String backup;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.running();
    }

    @BeforeEach
    void loseTheSource() throws Exception {
        backup = stack.provenBackup().getString("id");
        stack.stack("stop", "source");
    }

    @AfterEach
    void bringTheSourceBack() throws Exception {
        stack.stack("start", "source");
    }

    @Test
    void theNewestBackupComesBackWithoutTheSourceAndTheReportIsSigned() throws Exception {
        // When
        String id = stack.api().post("/drills").jsonPath().getString("id");
        JsonPath drill = awaitEnd(id);

        // Then
        assertThat(drill.getString("state")).as(drill.prettify()).isEqualTo("PASSED");
        assertThat(drill.getString("backup")).isEqualTo(backup);
        byte[] report = report(id, "application/json").asByteArray();
        JsonPath found = new JsonPath(new String(report));
        assertThat(found.getString("id")).isEqualTo(id);
        assertThat(found.getString("verdict")).isEqualTo("PROVEN");
        assertThat(found.getList("phases.name", String.class)).containsSubsequence("fetch", "decrypt", "initialise",
                "restore", "compare", "check");
        assertThat(found.getList("phases.passed", Boolean.class)).containsOnly(true);
        assertThat(found.getDouble("rto.seconds")).isPositive();
        assertThat(found.getBoolean("rpo.met")).isTrue();
        assertThat(report(id, "text/html").asString()).startsWith("<!doctype html>").contains("We could be back in",
                "<svg");
        assertThat(report(id, "text/markdown").asString()).contains("**We could be back in");
        verify(report, report(id, "application/pgp-signature").asByteArray());
        inTheBucket(found, report);
        assertThat(stack.backup(backup).getString("state")).isEqualTo("PROVEN");
        assertThat(stack.backup(backup).getList("proofs")).hasSize(2);
        assertThat(stack.api().get("/status").jsonPath().getString("latestDrill.state")).isEqualTo("PASSED");
    }

    private static JsonPath awaitEnd(String id) {
        await("the end of " + id).atMost(Stack.BACKUP_LIMIT).pollInterval(Duration.ofMillis(200)).ignoreExceptions()
                .until(() -> List.of("PASSED", "TARGET_MISSED", "FAILED", "INCONCLUSIVE")
                        .contains(drill(id).getString("state")));
        return drill(id);
    }

    private static JsonPath drill(String id) {
        return stack.api().get("/drills/{id}", id).jsonPath();
    }

    private static Response report(String id, String type) {
        Response response = stack.api().accept(type).get("/drills/{id}/report", id);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }

    /** With stock gpg and the verifier's public key, as the report says. */
    private static void verify(byte[] report, byte[] signature) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("drill",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.write(folder.resolve("report.json"), report);
        Files.write(folder.resolve("report.json.asc"), signature);
        String home = folder.toString();
        Command.of("gpg", "--homedir", home, "--batch", "--import",
                stack.folder().resolve("keys/verifier.public.asc").toString()).run(LIMIT);
        Command.of("gpg", "--homedir", home, "--batch", "--verify", home + "/report.json.asc", home + "/report.json")
                .run(LIMIT);
    }

    /** The same bytes are kept beside the proof that the report names. */
    private static void inTheBucket(JsonPath found, byte[] report) throws IOException {
        String proof = found.getString("proof.key");
        String kept = proof.substring(0, proof.length() - ".json".length()) + ".drill.json";
        try (Bucket bucket = stack.bucket()) {
            assertThat(bucket.get(kept)).isEqualTo(report);
            assertThat(bucket.get(kept + ".asc")).isNotEmpty();
        }
    }
}
