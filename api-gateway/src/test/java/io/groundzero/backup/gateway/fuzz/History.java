package io.groundzero.backup.gateway.fuzz;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.drill.DrillOutcome;
import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.DrillReport.Measure;
import io.groundzero.backup.contracts.drill.DrillReport.StoredObject;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.DrillId;
import io.groundzero.backup.contracts.proof.DatabaseEvidence;
import io.groundzero.backup.contracts.proof.NotInBackup;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.TestVerifier;

/** A gateway that has something to show: with every kind of field filled once, so that its answers can be compared. */
final class History {

    private static final int PARKED = 40;
    private static final Digest CONTENT = new Digest(10, "a".repeat(64));
    private static final String PLACE = "s3://bucket/prefix";

    private History() {
    }

    static void happen() throws Exception {
        String backup = newId("main");
        Instant at = BackupId.parse(backup).time();
        tell(new StatusEvent(backup + " failed", backup, "main", Stage.DUMP, "app", StageState.RETRYING, 2, at, 5L, 10L,
                "DISK_FULL", "no room", at.plusSeconds(10), null));
        EncryptedArtifact artifact = new EncryptedArtifact("app", ArtifactKind.DATABASE, "app.dir.tar.gpg", CONTENT,
                CONTENT, List.of("0123456789ABCDEF"));
        Manifest manifest = new Manifest(Manifest.SCHEMA_VERSION, backup, "main", at, at, null, List.of(),
                List.of(artifact), "directory", "full", Map.of(), Map.of("dump", 700L), List.of());
        BackupShipped message = new BackupShipped(backup, "main", "gz/main/" + backup + "/manifest.json", CONTENT, at);
        tell(new StatusEvent(backup + " shipped", backup, "main", Stage.SHIP, "x.gpg", StageState.DONE, 1, at, null,
                null, null, null, null, Facts.shipped(message, manifest)));
        Proof proof = new Proof(Proof.SCHEMA_VERSION, backup, "main", PLACE, CONTENT, Verdict.PROVEN, null, "summary",
                "full", at, at, at, at, 1500L, at.plusSeconds(3600),
                List.of(new ProofStep("fetch", 700, true, "1 object", List.of("app.dir.tar.gpg"))),
                List.of(new TableEvidence("app", "public.orders", 12L, true, null)), List.of("an orphaned order"),
                new NotInBackup(List.of(new NotInBackup.Item("table of an extension", "app.cron.job", 3L, true, true,
                        "3 rows")), 0),
                List.of(new DatabaseEvidence("app", Verdict.PROVEN, null, null)));
        String drill = new DrillId(at).toString();
        StoredObject object = new StoredObject("gz/x", CONTENT);
        DrillReport report = new DrillReport(DrillReport.SCHEMA_VERSION, drill, "main", DrillOutcome.PASSED, at, "api",
                at, at, backup, PLACE, object, object, at, 10L, Verdict.PROVEN, null, "summary", "full",
                "1 of 1 tables identical", Measure.of(1500L, 14400), Measure.of(0L, 86400),
                List.of(new DrillReport.Phase("fetch", 700, true, "1 object")), List.of("an orphaned order"),
                new Forecast(Forecast.Kind.EXCEEDED_AT, at, 0.5, 7), List.of(new DrillOrder.Restore(at, 10, 1500)));
        tell(new StatusEvent(drill + " done", backup, "main", Stage.VERIFY, null, StageState.DONE, 1, at, null, null,
                null, null, null,
                Facts.drill(proof, TestVerifier.KNOWN.sign(report)),
                drill));
        for (int i = 0; i < PARKED; i++) {
            Servers.publish("shipper", "parked.shipper", "{\"backupId\":\"" + backup + "\",\"number\":" + i + "}",
                    Map.of("gz-queue", "shipper", "gz-code", "BUCKET_MISSING", "gz-cause", "no bucket"));
        }
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(viewer().get("/api/v1/drills/{id}", drill).jsonPath().getString("state")).isEqualTo("PASSED");
            assertThat(viewer().get("/api/v1/failures").jsonPath().getList("$")).hasSize(PARKED);
        });
    }
}
