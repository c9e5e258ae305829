package io.groundzero.backup.gateway.metrics;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.backup;
import static io.groundzero.backup.gateway.metrics.Scrape.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.Scene;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.alarm.ControlledClock;
import io.groundzero.backup.gateway.alarm.Watch;
import io.groundzero.backup.handover.WireFormat;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** What Prometheus is shown, from what the services told. The tests own the clock. */
@QuarkusTest
@TestProfile(MetricsTest.Measured.class)
@QuarkusTestResource(Servers.class)
class MetricsTest {

    private static final Digest CONTENT = new Digest(700, "a".repeat(64));

    public static class Measured implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gz.gateway.look-every", "PT24H", "gz.gateway.clusters", "whole,timed,never",
                    "gz.targets.rpo", "PT2H", "gz.notifications.webhooks.ops.url", "http://127.0.0.1:9/",
                    "gz.notifications.send-every", "PT1S");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ControlledClock.class);
        }
    }

    @Inject
    Watch watch;

    @Test
    void eachClusterHasItsNumbersAndOneThatIsNotKnownIsNaN() throws Exception {
        // Given
        Instant snapshotAt = now().minusSeconds(600);
        String id = new BackupId("whole", snapshotAt).toString();

        // When
        tell(id, Stage.VERIFY, StageState.DONE, now(), 1, 0L,
                proof(id, Verdict.PROVEN, now(), now(), now().plusSeconds(4000)));

        // Then
        awaitMetric(600, "backup_cluster_rpo_seconds", "cluster", "whole");
        Scrape scrape = Scrape.now();
        assertThat(scrape.value("backup_cluster_rto_seconds", "cluster", "whole")).isEqualTo(1.5);
        assertThat(scrape.value("backup_cluster_last_success_timestamp_seconds", "cluster", "whole"))
                .isEqualTo(snapshotAt.getEpochSecond());
        assertThat(scrape.value("backup_cluster_proof_expires_timestamp_seconds", "cluster", "whole"))
                .isEqualTo(now().plusSeconds(4000).getEpochSecond());
        for (String name : List.of("backup_cluster_rpo_seconds", "backup_cluster_rto_seconds", "backup_size_bytes",
                "backup_cluster_last_success_timestamp_seconds", "backup_cluster_proof_expires_timestamp_seconds",
                "backup_duration_seconds")) {
            assertThat(scrape.value(name, "cluster", "never")).as(name).isNaN();
        }
        assertThat(scrape.value("backup_rpo_seconds")).as("the worst of all is not known").isNaN();
        assertThat(scrape.value("backup_rpo_target_seconds")).isEqualTo(7200);
        assertThat(scrape.value("backup_rto_target_seconds")).isEqualTo(14_400);
        assertThat(scrape.value("backup_protected")).isZero();
        assertThat(scrape.value("backup_status_known")).isOne();
        assertThat(scrape.value("backup_state", "state", "UNPROTECTED")).isOne();
        assertThat(scrape.value("backup_state", "state", "PROTECTED")).isZero();
        assertThat(scrape.value("backup_alarm", "kind", "NEVER_PROVEN", "severity", "page")).isPositive();
        assertThat(scrape.value("backup_alarm", "kind", "PROOF_EXPIRED", "severity", "page")).isZero();
    }

    @Test
    void everyKindOfAlarmHasOneSeriesThatSaysHowBadItIs() {
        Map<String, String> expected = new TreeMap<>();
        Arrays.stream(AlarmKind.values()).forEach(kind -> expected.put(kind.name(), kind.fatal() ? "page" : "warn"));

        Map<String, String> shown = new TreeMap<>();
        Scrape.now().samples().stream().filter(sample -> sample.name().equals("backup_alarm"))
                .forEach(sample -> assertThat(shown.put(sample.labels().get("kind"), sample.labels().get("severity")))
                        .isNull());

        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void aFinishedBackupShowsSizeTimesAndAttemptsWhateverIsTestedAgainLater() throws Exception {
        // Given
        Instant start = now().minusSeconds(3000);
        String id = new BackupId("timed", start).toString();
        tell(id, Stage.DUMP, StageState.STARTED, start.plusSeconds(1), 1, null, null);
        tell(id, Stage.DUMP, StageState.RETRYING, start.plusSeconds(10), 1, null, null);
        tell(id, Stage.DUMP, StageState.DONE, start.plusSeconds(101), 2, 700L, null);
        tell(id, Stage.SHIP, StageState.STARTED, start.plusSeconds(110), 1, null, null);
        tell(id, Stage.SHIP, StageState.DONE, start.plusSeconds(115), 1, 300L, shipped(id));
        tell(id, Stage.VERIFY, StageState.STARTED, start.plusSeconds(120), 1, null, null);
        tell(id, Stage.VERIFY, StageState.DONE, start.plusSeconds(160), 1, 300L, proof(id, Verdict.PROVEN,
                start.plusSeconds(120), start.plusSeconds(160), now().plusSeconds(4000)));
        awaitMetric(160, "backup_duration_seconds", "cluster", "timed");

        // When
        tell(id, Stage.VERIFY, StageState.DONE, start.plusSeconds(2000), 1, 300L, proof(id, Verdict.PROVEN,
                start.plusSeconds(1900), start.plusSeconds(2000), now().plusSeconds(9000)));

        // Then
        awaitMetric(now().plusSeconds(9000).getEpochSecond(), "backup_cluster_proof_expires_timestamp_seconds",
                "cluster", "timed");
        Scrape scrape = Scrape.now();
        assertThat(scrape.value("backup_size_bytes", "cluster", "timed")).isEqualTo(700);
        assertThat(scrape.value("backup_duration_seconds", "cluster", "timed")).isEqualTo(160);
        assertThat(scrape.value("backup_stage_duration_seconds", "cluster", "timed", "stage", "dump")).isEqualTo(100);
        assertThat(scrape.value("backup_stage_duration_seconds", "cluster", "timed", "stage", "ship")).isEqualTo(5);
        assertThat(scrape.value("backup_stage_duration_seconds", "cluster", "timed", "stage", "verify")).isEqualTo(40);
        assertThat(scrape.value("backup_stage_duration_seconds", "cluster", "timed", "stage", "encrypt")).isNaN();
        assertThat(scrape.value("backup_stage_attempts", "cluster", "timed", "stage", "dump")).isEqualTo(2);
        assertThat(scrape.value("backup_stage_attempts", "cluster", "timed", "stage", "ship")).isOne();
        assertThat(scrape.value("backup_stage_bytes", "cluster", "timed", "stage", "ship")).isEqualTo(300);
    }

    @Test
    void aVerdictIsCountedOnceAndNeverTakenBack() throws Exception {
        // Given
        String id = new BackupId("other", now().minusSeconds(5000)).toString();
        Instant first = now().minusSeconds(400);
        Instant second = now().minusSeconds(200);
        // the first reading of all may take longer than a scrape waits
        Map<Verdict, Double> before = await().atMost(SOON).until(MetricsTest::verdicts,
                counts -> counts.values().stream().noneMatch(count -> count.isNaN()));

        // When
        for (Verdict verdict : List.of(Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.PROVEN, Verdict.PROVEN)) {
            tell(id, Stage.VERIFY, StageState.DONE, first, 1, null, proof(id, verdict, first, first, now()));
        }
        tell(id, Stage.VERIFY, StageState.DONE, second, 1, null, proof(id, Verdict.REFUTED, second, second, now()));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(verdicts()).isEqualTo(
                Map.of(Verdict.INCONCLUSIVE, before.get(Verdict.INCONCLUSIVE) + 1, Verdict.PROVEN,
                        before.get(Verdict.PROVEN) + 1, Verdict.REFUTED, before.get(Verdict.REFUTED) + 1)));
        assertThat(backup(id).getList("proofs")).hasSize(2);
    }

    @Test
    void whatAChannelCannotTellWaits() {
        watch.look();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(metric("backup_notification_waiting", "channel", "ops")).isPositive());
    }

    @Test
    void copiesThatAreGoneAreCounted() throws Exception {
        // Given
        String id = new BackupId("whole", now().minusSeconds(700)).toString();
        tell(id, Stage.SHIP, StageState.DONE, now(), 1, null, shipped(id));
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getList("copies")).hasSize(2));
        copies("shipper", CopyReport.LOCAL, List.of(new CopyReport.Seen(id, 1, 700, true)));
        awaitMetric(0, "backup_copies_missing", "place", "local");
        assertThat(metric("backup_copies_missing", "place", "off-site")).as("nobody has looked").isNaN();

        // When
        copies("verifier", CopyReport.OFF_SITE, List.of());

        // Then
        awaitMetric(1, "backup_copies_missing", "place", "off-site");
        awaitMetric(1, "backup_alarm", "kind", "COPY_VANISHED", "severity", "warn");
    }

    @Test
    void aDatabaseThatIsAwayIsToldAtOnce() {
        Servers.database().stop();
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(metric("backup_status_known")).isZero());
            // Prometheus waits for ten seconds
            long start = System.nanoTime();

            Scrape scrape = Scrape.now();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            assertThat(scrape.value("backup_protected")).isZero();
            assertThat(scrape.value("backup_retention_frozen")).isOne();
            Set<String> known = Set.of("backup_protected", "backup_status_known", "backup_rpo_target_seconds",
                    "backup_rto_target_seconds", "backup_retention_frozen");
            assertThat(scrape.samples()).filteredOn(sample -> !known.contains(sample.name()))
                    .allSatisfy(sample -> assertThat(sample.value()).isNaN());
        } finally {
            Servers.database().resume();
        }

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(metric("backup_status_known")).isOne());
        assertThat(metric("backup_parked_messages")).isZero();
    }

    private static void awaitMetric(double value, String name, String... labels) {
        await().atMost(SOON).untilAsserted(() -> assertThat(metric(name, labels)).isEqualTo(value));
    }

    private static Map<Verdict, Double> verdicts() {
        Scrape scrape = Scrape.now();
        Map<Verdict, Double> verdicts = new TreeMap<>();
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, scrape.value("backup_verdicts_total", "verdict", verdict.name()));
        }
        return verdicts;
    }

    private static Instant now() {
        return ControlledClock.START;
    }

    private static void tell(String id, Stage stage, StageState state, Instant at, int attempt, Long bytes,
            Facts facts) throws Exception {
        Scene.tell(new StatusEvent(id + stage + state + at, id, BackupId.parse(id).cluster(), stage, null, state,
                attempt, at, bytes, bytes, null, null, null, facts));
    }

    private static Facts shipped(String id) {
        BackupId backup = BackupId.parse(id);
        Digest stored = new Digest(300, "b".repeat(64));
        Manifest manifest = new Manifest(Manifest.SCHEMA_VERSION, id, backup.cluster(), backup.time(), backup.time(),
                null, List.of(), List.of(new EncryptedArtifact("app", ArtifactKind.DATABASE, "app.dir.tar.zst.gpg",
                        CONTENT, stored, List.of())),
                "directory", "full", Map.of(), Map.of(), List.of());
        return Facts.shipped(new BackupShipped(id, backup.cluster(), "gz/" + id + "/manifest.json", CONTENT,
                backup.time()), manifest);
    }

    private static Facts proof(String id, Verdict verdict, Instant requestedAt, Instant finishedAt,
            Instant expiresAt) {
        BackupId backup = BackupId.parse(id);
        return Facts.proof(new Proof(Proof.SCHEMA_VERSION, id, backup.cluster(), "s3://b", CONTENT, verdict,
                verdict == Verdict.PROVEN ? null : "OBJECT_CORRUPT", "summary", "full", requestedAt, requestedAt,
                finishedAt, backup.time(), verdict == Verdict.PROVEN ? 1500L : null, expiresAt, List.of(), List.of(),
                List.of()));
    }

    private static void copies(String service, String place, List<CopyReport.Seen> copies) throws Exception {
        CopyReport report = new CopyReport(now(), now().plusSeconds(900), place, now().minusSeconds(750), copies);
        Servers.publish(service, report.routingKey(), WireFormat.mapper().writeValueAsString(report), Map.of());
    }
}
