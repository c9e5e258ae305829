package io.groundzero.backup.gateway.alarm;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.ScheduleReport;
import io.groundzero.backup.contracts.message.ScheduleReport.Schedule;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.Scene;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.TestVerifier;
import io.groundzero.backup.handover.WireFormat;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.path.json.JsonPath;

/** What the tests of the alarms tell the gateway and ask it, by the clock that they own. */
final class AlarmScene {

    private static final Digest PLAIN = new Digest(1_000_000, "a".repeat(64));
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);

    /** Each test has a cluster and a day of its own. */
    public static class Watched implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            // nobody looks but the test
            return Map.of("quarkus.scheduler.start-mode", "halted", "gz.gateway.clusters",
                    "new,refuted,failed,untestable,stuck,old,slow,expiring,due,copied,unshipped,shrunk,emptied,halved,busy,locked");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ControlledClock.class);
        }
    }

    private AlarmScene() {
    }

    static List<String> open() {
        JsonPath answer = viewer().get("/api/v1/alarms").jsonPath();
        return answer.getList("alarms.findAll { it.clearedAt == null }.collect { it.kind + ' ' + it.subject }");
    }

    static List<String> clusters() {
        return List.of(new Watched().getConfigOverrides().get("gz.gateway.clusters").split(","));
    }

    static Instant now() {
        return ControlledClock.now();
    }

    static String id(String cluster, Instant at) {
        return new BackupId(cluster, at).toString();
    }

    static void prove(String cluster, Instant snapshotAt, Instant expiresAt, long rtoMillis) throws Exception {
        String id = id(cluster, snapshotAt);
        tell(id, Stage.VERIFY, StageState.DONE, now(), null,
                Facts.proof(proof(id, Verdict.PROVEN, expiresAt, rtoMillis, 10)));
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/backups/{id}", id).jsonPath().getList("proofs")).isNotEmpty());
    }

    static void count(String id, long rows) throws Exception {
        tell(id, Stage.VERIFY, StageState.DONE, now(), null,
                Facts.proof(proof(id, Verdict.PROVEN, now().plus(Duration.ofDays(1)), 1, rows)));
    }

    static Proof proof(String id, Verdict verdict, Instant expiresAt, long rtoMillis, long rows) {
        BackupId backup = BackupId.parse(id);
        return new Proof(Proof.SCHEMA_VERSION, id, backup.cluster(), "s3://b", PLAIN, verdict,
                verdict == Verdict.PROVEN ? null : "CONTENT_DIFFERS", "summary", "full", now(), now(), now(),
                backup.time(), rtoMillis, expiresAt, List.of(),
                List.of(new TableEvidence("app", "public.jobs", rows, true, null)), List.of());
    }

    static void ship(String id, long bytes) throws Exception {
        BackupId backup = BackupId.parse(id);
        Digest content = new Digest(bytes, "b".repeat(64));
        Manifest manifest = new Manifest(Manifest.SCHEMA_VERSION, id, backup.cluster(), backup.time(), backup.time(),
                null, List.of(),
                List.of(new EncryptedArtifact("app", ArtifactKind.DATABASE, "app.dir.tar.zst.gpg", content, content,
                        List.of())),
                "directory", "full", Map.of(), Map.of(), List.of());
        tell(id, Stage.SHIP, StageState.DONE, backup.time(), null, Facts.shipped(new BackupShipped(id,
                backup.cluster(), "gz/" + id + "/manifest.json", content, backup.time()), manifest));
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/backups/{id}", id).jsonPath().getList("copies")).hasSize(2));
    }

    static void tell(String id, Stage stage, StageState state, Instant at, ErrorCode code, Facts facts)
            throws Exception {
        Scene.tell(new StatusEvent(id + stage + state + at, id, BackupId.parse(id).cluster(), stage, null, state, 1,
                at, null, null, code == null ? null : code.name(), code == null ? null : "because", null, facts));
    }

    static void reports(List<Schedule> schedules) throws Exception {
        publish("dumper", ScheduleReport.ROUTING_KEY,
                new ScheduleReport(now(), now().plus(Duration.ofMinutes(5)), schedules));
        copies("shipper", CopyReport.LOCAL, List.of());
        copies("verifier", CopyReport.OFF_SITE, List.of());
    }

    static void copies(String service, String place, List<Seen> copies) throws Exception {
        publish(service, CopyReport.ROUTING_KEY_PREFIX + place,
                new CopyReport(now(), now().plus(Duration.ofMinutes(15)), place, now().minus(HOUR.multipliedBy(2)),
                        copies));
    }

    static void mutation(boolean passed, Instant at) throws Exception {
        TestVerifier.KNOWN.tell(new MutationReport(1, at, 1000, "15.1", passed, "summary", List.of(), List.of()));
    }

    static void publish(String service, String routingKey, Object message) throws Exception {
        Servers.publish(service, routingKey, WireFormat.mapper().writeValueAsString(message), Map.of());
    }
}
