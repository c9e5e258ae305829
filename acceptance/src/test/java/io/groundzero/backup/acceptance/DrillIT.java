package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** A game day on the whole stack. */
class DrillIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static Stack stack;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.running();
    }

    @Test
    void aGameDayNeedsNoSourceAndEndsWithASignedReport() throws Exception {
        String backup = stack.provenBackup().getString("id");
        stack.stack("stop", "source");
        try {
            Response started = stack.api().post("/drills");
            assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
            String id = started.jsonPath().getString("id");

            await().atMost(LIMIT).untilAsserted(() -> assertThat(drill(id).getString("state")).isIn("PASSED",
                    "TARGET_MISSED", "FAILED", "INCONCLUSIVE"));

            assertThat(drill(id).getString("state")).as("%s", drill(id).prettify()).isEqualTo("PASSED");
            byte[] report = report(id, "application/json");
            JsonPath read = new JsonPath(new String(report));
            assertThat(read.getString("backupId")).isEqualTo(backup);
            assertThat(read.getList("phases.name", String.class)).containsExactly("fetch", "decrypt", "initialise",
                    "restore", "compare", "check", "probe", "completeness");
            assertThat(read.getList("phases.passed", Boolean.class)).containsOnly(true);
            assertThat(read.getDouble("rto.seconds")).isPositive().isLessThan(600);
            assertThat(read.getDouble("rpo.seconds")).isPositive().isLessThan(600);
            assertThat(new String(report(id, "text/html"))).contains("We could be back in");
            assertThat(new String(report(id, "text/markdown"))).startsWith("# Game day of " + Stack.CLUSTER);
            assertSigned(report, report(id, "application/pgp-signature"));
            assertKept(read.getString("proof.key"), report);
            // the gateway notes the drill first
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(stack.backup(backup).getString("state")).isEqualTo("PROVEN");
                assertThat(stack.backup(backup).getList("proofs")).hasSize(2);
            });
        } finally {
            stack.stack("start", "source");
        }
    }

    private void assertSigned(byte[] report, byte[] signature) throws Exception {
        Files.write(folder.resolve("report.json"), report);
        Files.write(folder.resolve("report.json.asc"), signature);
        Map<String, String> home = Map.of("GNUPGHOME",
                Files.createDirectory(folder.resolve("gnupg")).toString());
        Path key = stack.folder().resolve("keys/verifier.public.asc");
        new Command(List.of("gpg", "--batch", "--quiet", "--import", key.toString()), home, folder).run(LIMIT);
        new Command(List.of("gpg", "--batch", "--verify", "report.json.asc", "report.json"), home, folder).run(LIMIT);
    }

    /** The same bytes lie beside the proof that the report names. */
    private static void assertKept(String proof, byte[] report) throws Exception {
        String kept = proof.substring(0, proof.length() - ".json".length()) + ".drill.json";
        try (Bucket bucket = stack.bucket()) {
            assertThat(bucket.get(kept)).isEqualTo(report);
        }
    }

    private static JsonPath drill(String id) {
        return stack.api().get("/drills/{id}", id).jsonPath();
    }

    private static byte[] report(String id, String accept) {
        Response response = stack.api().accept(accept).get("/drills/{id}/report", id);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.asByteArray();
    }
}
