package io.groundzero.backup.gateway.alarm;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.viewer;
import static io.groundzero.backup.gateway.alarm.AlarmScene.HOUR;
import static io.groundzero.backup.gateway.alarm.AlarmScene.MINUTE;
import static io.groundzero.backup.gateway.alarm.AlarmScene.clusters;
import static io.groundzero.backup.gateway.alarm.AlarmScene.copies;
import static io.groundzero.backup.gateway.alarm.AlarmScene.count;
import static io.groundzero.backup.gateway.alarm.AlarmScene.id;
import static io.groundzero.backup.gateway.alarm.AlarmScene.mutation;
import static io.groundzero.backup.gateway.alarm.AlarmScene.now;
import static io.groundzero.backup.gateway.alarm.AlarmScene.open;
import static io.groundzero.backup.gateway.alarm.AlarmScene.proof;
import static io.groundzero.backup.gateway.alarm.AlarmScene.prove;
import static io.groundzero.backup.gateway.alarm.AlarmScene.publish;
import static io.groundzero.backup.gateway.alarm.AlarmScene.reports;
import static io.groundzero.backup.gateway.alarm.AlarmScene.ship;
import static io.groundzero.backup.gateway.alarm.AlarmScene.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.CopyReport.SeenFile;
import io.groundzero.backup.contracts.message.ScheduleReport;
import io.groundzero.backup.contracts.message.ScheduleReport.Schedule;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.Scene;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Every alarm is raised when its time has come, and cleared when its cause is gone. The tests own the clock. */
@QuarkusTest
@TestProfile(AlarmScene.Watched.class)
@QuarkusTestResource(Servers.class)
class AlarmTest {

    /** What was told. */
    @ApplicationScoped
    static class Told {

        private final List<AlarmChange> changes = new ArrayList<>();

        List<AlarmChange> changes() {
            return changes;
        }

        void hear(@Observes AlarmChange change) {
            changes.add(change);
        }
    }

    @Inject
    Watch watch;

    @Inject
    Told told;

    private static int day;

    @BeforeEach
    void aNewDay() {
        day++;
        ControlledClock.set(ControlledClock.START.plus(Duration.ofDays(day)));
    }

    @Test
    void aClusterWithoutAProof() throws Exception {
        look();
        assertThat(open()).contains("NEVER_PROVEN new");

        prove("new", now().minus(HOUR), now().plus(Duration.ofDays(1)), 1000);

        lookUntilCleared("NEVER_PROVEN new");
    }

    @Test
    void aProofThatExpires() throws Exception {
        prove("expiring", now().minus(HOUR), now().plus(Duration.ofHours(7)), 1000);
        look();
        assertThat(open()).doesNotContain("PROOF_EXPIRES_SOON expiring", "PROOF_EXPIRED expiring");

        ControlledClock.pass(HOUR);
        look();
        assertThat(open()).contains("PROOF_EXPIRES_SOON expiring");

        ControlledClock.pass(Duration.ofHours(6));
        look();
        assertThat(open()).contains("PROOF_EXPIRED expiring").doesNotContain("PROOF_EXPIRES_SOON expiring");

        prove("expiring", now().minus(MINUTE), now().plus(Duration.ofDays(1)), 1000);
        lookUntilCleared("PROOF_EXPIRED expiring");
    }

    @Test
    void aRefutedBackup() throws Exception {
        String id = id("refuted", now().minus(HOUR));
        tell(id, Stage.VERIFY, StageState.DONE, now(), null, Facts.proof(proof(id, Verdict.REFUTED, now(), 1, 10)));
        lookUntilOpen("BACKUP_REFUTED " + id);

        prove("refuted", now().minus(MINUTE), now().plus(Duration.ofDays(1)), 1000);
        lookUntilCleared("BACKUP_REFUTED " + id);
    }

    @Test
    void aBackupThatWasGivenUp() throws Exception {
        String id = id("failed", now().minus(HOUR));
        tell(id, Stage.DUMP, StageState.FAILED, now(), ErrorCode.SOURCE_UNREACHABLE, null);
        lookUntilOpen("BACKUP_FAILED " + id);

        tell(id("failed", now().minus(MINUTE)), Stage.DUMP, StageState.STARTED, now(), null, null);
        lookUntilCleared("BACKUP_FAILED " + id);
    }

    @Test
    void aBackupThatCannotBeTested() throws Exception {
        String id = id("untestable", now().minus(HOUR));
        tell(id, Stage.VERIFY, StageState.RETRYING, now(), ErrorCode.BUCKET_UNREACHABLE, null);
        lookUntilOpen("BACKUP_INCONCLUSIVE " + id);

        tell(id, Stage.VERIFY, StageState.DONE, now().plus(MINUTE), null,
                Facts.proof(proof(id, Verdict.PROVEN, now().plus(HOUR), 1, 10)));
        lookUntilCleared("BACKUP_INCONCLUSIVE " + id);
    }

    @Test
    void aStageThatMakesNoProgress() throws Exception {
        String id = id("stuck", now());
        tell(id, Stage.DUMP, StageState.STARTED, now(), null, null);
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/backups/{id}", id).statusCode()).isEqualTo(200));
        ControlledClock.pass(HOUR);
        look();
        assertThat(open()).doesNotContain("NO_PROGRESS " + id);

        ControlledClock.pass(MINUTE);
        look();
        assertThat(open()).contains("NO_PROGRESS " + id);

        tell(id, Stage.DUMP, StageState.PROGRESS, now(), null, null);
        lookUntilCleared("NO_PROGRESS " + id);
    }

    @Test
    void targetsThatAreMissed() throws Exception {
        prove("old", now().minus(Duration.ofHours(25)), now().plus(Duration.ofDays(9)), 1000);
        prove("slow", now().minus(HOUR), now().plus(Duration.ofDays(9)), Duration.ofHours(5).toMillis());
        for (String cluster : clusters()) {
            if (!Set.of("old", "slow").contains(cluster)) {
                // targets are told once everything is proven
                prove(cluster, now().minus(HOUR), now().plus(Duration.ofDays(9)), 1000);
            }
        }
        lookUntilOpen("RPO_MISSED ");
        assertThat(open()).contains("RTO_MISSED ");

        prove("old", now().minus(MINUTE), now().plus(Duration.ofDays(9)), 1000);
        prove("slow", now().minus(MINUTE), now().plus(Duration.ofDays(9)), 1000);
        lookUntilCleared("RPO_MISSED ");
        lookUntilCleared("RTO_MISSED ");
    }

    @Test
    void aScheduleThatDoesNotFire() throws Exception {
        // Given
        reports(List.of(new Schedule("due", "0 0 3 * * ?", "UTC"), new Schedule("new", null, "UTC")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(viewer().get("/api/v1/status").jsonPath().getString("nextRun"))
                        .isEqualTo(three().toString()));
        Instant three = three();

        // When
        ControlledClock.set(three.plus(Duration.ofMinutes(14)));
        look();
        assertThat(open()).doesNotContain("SCHEDULE_MISSED due");
        ControlledClock.set(three.plus(Duration.ofMinutes(16)));
        look();

        // Then
        assertThat(open()).contains("SCHEDULE_MISSED due").doesNotContain("SCHEDULE_MISSED new");
        tell(id("due", now()), Stage.DUMP, StageState.STARTED, now(), null, null);
        lookUntilCleared("SCHEDULE_MISSED due");
    }

    @Test
    void aServiceThatSaysNothing() throws Exception {
        reports(List.of());
        lookUntilCleared("SERVICE_SILENT dumper");
        lookUntilCleared("SERVICE_SILENT shipper");
        lookUntilCleared("SERVICE_SILENT verifier");
        ControlledClock.pass(Duration.ofMinutes(31));
        look();
        assertThat(open()).contains("SERVICE_SILENT dumper", "SERVICE_SILENT shipper", "SERVICE_SILENT verifier");

        reports(List.of());
        lookUntilCleared("SERVICE_SILENT dumper");
        lookUntilCleared("SERVICE_SILENT shipper");
        lookUntilCleared("SERVICE_SILENT verifier");
    }

    @Test
    void aClockThatJumped() throws Exception {
        look();
        Instant before = now();
        ControlledClock.pass(HOUR);
        look();
        assertThat(open()).contains("CLOCK_JUMPED gateway");
        ControlledClock.set(before);
        look();
        assertThat(open()).doesNotContain("CLOCK_JUMPED gateway");

        publish("dumper", ScheduleReport.ROUTING_KEY,
                new ScheduleReport(now().plus(HOUR), now().plus(HOUR).plus(MINUTE), List.of()));
        lookUntilOpen("CLOCK_JUMPED dumper");
        reports(List.of());
        lookUntilCleared("CLOCK_JUMPED dumper");
    }

    @Test
    void aCopyThatVanished() throws Exception {
        String id = id("copied", now().minus(HOUR));
        ship(id, 1_000_000);
        Seen whole = new Seen(id, 1, 1_000_000, true);
        copies("shipper", CopyReport.LOCAL, List.of(whole));

        prove("copied", now().minus(HOUR), now().plus(HOUR.multipliedBy(24)), 1);

        copies("verifier", CopyReport.OFF_SITE, List.of());
        lookUntilOpen("COPY_VANISHED off-site " + id);
        lookUntilOpen("TOO_FEW_COPIES copied");
        assertThat(open()).doesNotContain("COPY_VANISHED local " + id);
        copies("verifier", CopyReport.OFF_SITE, List.of(whole));
        lookUntilCleared("COPY_VANISHED off-site " + id);
        lookUntilCleared("TOO_FEW_COPIES copied");

        // a copy for which nobody looks any more is none that could be counted on
        ControlledClock.pass(HOUR.multipliedBy(3));
        copies("shipper", CopyReport.LOCAL, List.of());
        lookUntilOpen("TOO_FEW_COPIES copied");
        ControlledClock.pass(HOUR.multipliedBy(3).negated());
        copies("shipper", CopyReport.LOCAL, List.of(whole));
        lookUntilCleared("TOO_FEW_COPIES copied");

        for (Seen damaged : List.of(new Seen(id, 0, 0, true), new Seen(id, 1, 999_999, true),
                new Seen(id, 1, 1_000_000, false))) {
            copies("shipper", CopyReport.LOCAL, List.of(damaged));
            lookUntilOpen("COPY_VANISHED local " + id);
            copies("shipper", CopyReport.LOCAL, List.of(whole));
            lookUntilCleared("COPY_VANISHED local " + id);
        }
    }

    @Test
    void aCopyOfTheSameSizeThatIsAnother() throws Exception {
        // Given
        String id = id("copied", now().minus(HOUR));
        ship(id, 1_000_000);
        SeenFile artifact = new SeenFile("app.dir.tar.zst.gpg", 1_000_000, "a");
        SeenFile manifest = new SeenFile("manifest.json", 10, "m");
        SeenFile signature = new SeenFile("manifest.json.asc", 10, "s");
        Seen whole = Seen.of(id, List.of(artifact, manifest, signature));
        copies("verifier", CopyReport.OFF_SITE, List.of(whole));
        lookUntilCleared("COPY_VANISHED off-site " + id);

        for (SeenFile other : List.of(new SeenFile(artifact.name(), 1_000_000, "noise"),
                new SeenFile("another.dir.tar.zst.gpg", 1_000_000, "a"),
                new SeenFile(artifact.name(), 1_000_001, "a"))) {
            // When
            copies("verifier", CopyReport.OFF_SITE, List.of(Seen.of(id, List.of(other, manifest, signature))));

            // Then
            lookUntilOpen("COPY_VANISHED off-site " + id);
            copies("verifier", CopyReport.OFF_SITE, List.of(whole));
            lookUntilCleared("COPY_VANISHED off-site " + id);
        }
        // what lies beside the artifacts is part of it
        copies("verifier", CopyReport.OFF_SITE, List.of(Seen.of(id, List.of(artifact, manifest,
                new SeenFile("manifest.json.asc", 10, "other")))));
        lookUntilOpen("COPY_VANISHED off-site " + id);

        // When it was proven as it is now
        ControlledClock.pass(MINUTE);
        count(id, 10);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                viewer().get("/api/v1/backups/{id}", id).jsonPath().getList("proofs")).isNotEmpty());
        copies("verifier", CopyReport.OFF_SITE, List.of(Seen.of(id, List.of(artifact, manifest,
                new SeenFile("manifest.json.asc", 10, "other")))));

        // Then
        lookUntilCleared("COPY_VANISHED off-site " + id);
    }

    @Test
    void nobodyWouldBeTold() {
        look();

        assertThat(open()).contains("NOBODY_IS_TOLD ");
    }

    @Test
    void aClusterWithoutASchedule() throws Exception {
        reports(List.of(new Schedule("due", null, "UTC")));
        lookUntilOpen("SCHEDULE_OFF due");

        reports(List.of(new Schedule("due", "0 0 3 * * ?", "UTC")));
        lookUntilCleared("SCHEDULE_OFF due");
    }

    @Test
    void aBackupThatIsPutOffAgainAndAgain() throws Exception {
        // Given
        Instant first = now();
        String id = id("busy", first);
        again(id, first, 1);
        String holder = "process 7 of role dump, called \"ground-zero-dumper/1 lock\"";
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/backups/{id}", id).statusCode()).isEqualTo(200));

        // When it is tried again for less than an hour, and for more
        ControlledClock.pass(MINUTE.multipliedBy(59));
        again(id, now(), 7);
        look();
        assertThat(open()).doesNotContain("BACKUP_PUT_OFF " + id);
        ControlledClock.pass(MINUTE.multipliedBy(2));
        again(id, now(), 8);

        // Then
        lookUntilOpen("BACKUP_PUT_OFF " + id);
        assertThat(viewer().get("/api/v1/status").jsonPath()
                .getString("problems.find { it.kind == 'BACKUP_PUT_OFF' }.what")).contains("SOURCE_BUSY", holder);
        ControlledClock.pass(Duration.ofSeconds(1));
        tell(id, Stage.DUMP, StageState.PROGRESS, now(), null, null);
        lookUntilCleared("BACKUP_PUT_OFF " + id);
    }

    @Test
    void aDumpThatHadToDoWithoutItsLock() throws Exception {
        // Given
        String id = id("locked", now());
        dumped(id, "the advisory lock 1 in database app, by process 7 of role mallory, called \"psql\"");

        // Then
        lookUntilOpen("LOCK_HELD locked");
        assertThat(viewer().get("/api/v1/status").jsonPath()
                .getString("problems.find { it.kind == 'LOCK_HELD' }.what"))
                .contains("database app", "role mallory", "psql", id);

        // When the next one gets it
        ControlledClock.pass(MINUTE);
        dumped(id("locked", now()), null);

        // Then
        lookUntilCleared("LOCK_HELD locked");
    }

    private static void dumped(String id, String lockHeldBy) throws Exception {
        tell(id, Stage.DUMP, StageState.DONE, now(), null,
                Facts.dumped(new DumpRecord(id, "locked", now(), now(), now(),
                        null, List.of(), List.of(), "directory", "full", Map.of(), List.of(), List.of(), lockHeldBy)));
    }

    private static void again(String id, Instant at, int attempt) throws Exception {
        Scene.tell(new StatusEvent(id + at, id, "busy", Stage.DUMP, null, StageState.RETRYING, attempt, at, null, null,
                ErrorCode.SOURCE_BUSY.name(),
                "its lock is held by process 7 of role dump, called \"ground-zero-dumper/1 lock\"", at.plusSeconds(600),
                null));
    }

    /** Its copies may be there, but nobody could say whether they are whole. */
    @Test
    void aProvenBackupThatWasNeverSeenToBeShipped() throws Exception {
        reports(List.of());
        String id = id("unshipped", now().minus(MINUTE));
        prove("unshipped", now().minus(MINUTE), now().plus(HOUR), 1);
        lookUntilOpen("TOO_FEW_COPIES unshipped");

        ship(id, 1_000_000);
        lookUntilCleared("TOO_FEW_COPIES unshipped");
    }

    @Test
    void aParkedMessage() throws Exception {
        Servers.publish("dumper", "parked.dumper", "{\"backupId\":\"new-20260310T120000Z\",\"cluster\":\"new\"}",
                Map.of("gz-queue", "dumper", "gz-code", "SOURCE_LOGIN_REFUSED"));
        lookUntilOpen("PARKED ");
        for (long failure : viewer().get("/api/v1/failures").jsonPath().getList("id", Long.class)) {
            operator().contentType("application/json").body(Map.of("because", "looked at"))
                    .post("/api/v1/failures/{id}/dismiss", failure).then()
                    .statusCode(org.hamcrest.Matchers.lessThan(300));
        }
        lookUntilCleared("PARKED ");
    }

    @Test
    void aBackupThatShrank() throws Exception {
        ship(id("shrunk", now().minus(HOUR.multipliedBy(3))), 1_000_000);
        ship(id("shrunk", now().minus(HOUR.multipliedBy(2))), 1_000_000);
        String small = id("shrunk", now().minus(HOUR));
        ship(small, 400_000);
        lookUntilOpen("SIZE_DROPPED " + small);
        assertThat(frozenBy("SIZE_DROPPED")).isTrue();

        operator().post("/api/v1/backups/{id}/drop-acceptance", small).then().statusCode(204);
        lookUntilCleared("SIZE_DROPPED " + small);
        String next = id("shrunk", now().minus(MINUTE));
        ship(next, 400_000);
        look();
        assertThat(open()).doesNotContain("SIZE_DROPPED " + next);
    }

    @Test
    void aTableThatLostItsRows() throws Exception {
        String before = id("emptied", now().minus(HOUR.multipliedBy(2)));
        ship(before, 1000);
        count(before, 5000);
        String after = id("emptied", now().minus(HOUR));
        ship(after, 1000);
        count(after, 5);
        lookUntilOpen("ROWS_DROPPED " + after);

        String next = id("emptied", now().minus(MINUTE));
        ship(next, 1000);
        count(next, 5000);
        lookUntilCleared("ROWS_DROPPED " + after);
    }

    @Test
    void aTableThatLostItsRowsInABackupWhoseSizeWasAcceptedBefore() throws Exception {
        // Given
        String before = id("halved", now().minus(HOUR.multipliedBy(2)));
        ship(before, 1_000_000);
        count(before, 5000);
        String after = id("halved", now().minus(HOUR));
        ship(after, 400_000);
        lookUntilOpen("SIZE_DROPPED " + after);
        operator().post("/api/v1/backups/{id}/drop-acceptance", after).then().statusCode(204);
        lookUntilCleared("SIZE_DROPPED " + after);

        // When
        count(after, 5);

        // Then
        lookUntilOpen("ROWS_DROPPED " + after);
        operator().post("/api/v1/backups/{id}/drop-acceptance", after).then().statusCode(204);
        lookUntilCleared("ROWS_DROPPED " + after);
        ControlledClock.pass(MINUTE);
        count(after, 5);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                viewer().get("/api/v1/backups/{id}", after).jsonPath().getList("proofs")).hasSize(2));
        look();
        assertThat(open()).doesNotContain("SIZE_DROPPED " + after, "ROWS_DROPPED " + after);
    }

    @Test
    void aVerifierThatFailsItsOwnTest() throws Exception {
        mutation(false, now());
        lookUntilOpen("VERIFIER_UNTESTED ");
        mutation(true, now().plus(MINUTE));
        lookUntilCleared("VERIFIER_UNTESTED ");
    }

    @Test
    void aClusterThatNobodyWatches() throws Exception {
        tell(id("stranger", now()), Stage.DUMP, StageState.STARTED, now(), null, null);
        lookUntilOpen("CLUSTER_UNWATCHED stranger");
        ControlledClock.pass(Duration.ofDays(8));
        lookUntilCleared("CLUSTER_UNWATCHED stranger");
    }

    @Test
    void aChangeIsToldOnceAndTheListRemembers() throws Exception {
        mutation(true, now().minus(MINUTE));
        lookUntilCleared("VERIFIER_UNTESTED ");
        told.changes().clear();
        mutation(false, now());
        lookUntilOpen("VERIFIER_UNTESTED ");
        look();
        look();

        assertThat(told.changes()).filteredOn(change -> change.raised().stream()
                .anyMatch(alarm -> alarm.kind() == AlarmKind.VERIFIER_UNTESTED)).hasSize(1);
        assertThat(told.changes()).allMatch(change -> !change.raised().isEmpty() || !change.cleared().isEmpty()
                || change.before() != change.state());
        mutation(true, now().plus(MINUTE));
        lookUntilCleared("VERIFIER_UNTESTED ");
        assertThat(viewer().get("/api/v1/alarms").jsonPath()
                .getList("alarms.findAll { it.kind == 'VERIFIER_UNTESTED' }.clearedAt", String.class))
                .contains(now().toString());
        assertThat(viewer().get("/api/v1/status").jsonPath().getString("since")).isNotNull();
    }

    private void look() {
        watch.look();
    }

    private void lookUntilOpen(String alarm) {
        await().atMost(SOON).untilAsserted(() -> {
            look();
            assertThat(open()).contains(alarm);
        });
    }

    private void lookUntilCleared(String alarm) {
        await().atMost(SOON).untilAsserted(() -> {
            look();
            assertThat(open()).doesNotContain(alarm);
        });
    }

    /** The next time that it is three o'clock. */
    private static Instant three() {
        return ControlledClock.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(15));
    }

    /** Whether nothing may be deleted while an alarm of this kind is open. */
    private static boolean frozenBy(String kind) {
        var status = viewer().get("/api/v1/status").jsonPath();
        return status.getList("problems.kind").contains(kind) && status.getBoolean("retentionFrozen");
    }
}
