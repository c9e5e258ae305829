package io.groundzero.backup.gateway.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.alarm.ControlledClock;
import io.groundzero.backup.gateway.alarm.Watch;
import io.groundzero.backup.testbed.EarlierRelease;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A gateway of this version takes over the database of release 0.1, half a year later. */
@QuarkusTest
@TestProfile(EarlierReleaseTest.HalfAYearLater.class)
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(value = EarlierDatabase.class, restrictToAnnotatedClass = true)
class EarlierReleaseTest {

    private static final EarlierRelease RELEASE = EarlierRelease.of("0.1");
    private static final String BACKUP = "groundzero-20261126T060106Z";
    private static final String BEFORE = "groundzero-20261126T060028Z";
    private static final String DRILL = "drill-20261126T060115Z";

    public static class HalfAYearLater implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            // nobody looks but the test
            return Map.of("quarkus.scheduler.start-mode", "halted");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ControlledClock.class);
        }
    }

    @Inject
    Watch watch;

    @BeforeAll
    static void waitHalfAYear() {
        ControlledClock.set(Instant.parse("2027-05-26T06:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"operator, 200", "viewer, 200", "prometheus, 200", "revoked, 401"})
    void keysOpenWhatTheyOpened(String key, int status) throws Exception {
        assertThat(with(key).get("/q/metrics").statusCode()).isEqualTo(status);
    }

    @Test
    void backupsAreListed() throws Exception {
        JsonPath backups = with("viewer").get("/api/v1/backups").jsonPath();

        assertThat(
                backups.getList("backups.findAll { it.state == 'PROVEN' && it.verdict == 'PROVEN' }.id", String.class))
                .containsExactly(BACKUP, BEFORE);
    }

    @Test
    void aBackupIsShownWithItsStagesArtifactsAndProofs() throws Exception {
        JsonPath backup = with("viewer").get("/api/v1/backups/{id}", BACKUP).jsonPath();

        assertThat(backup.getList("stages.state", String.class)).containsExactly("DONE", "DONE", "DONE", "DONE");
        assertThat(backup.getList("artifacts.object", String.class)).contains("groundzero.dir.tar.zst.gpg",
                "globals.sql.zst.gpg");
        assertThat(backup.getList("copies.place", String.class)).containsExactly("local", "off-site");
        assertThat(backup.getList("proofs.verdict", String.class)).containsExactly("PROVEN", "PROVEN");
        assertThat(backup.getList("proofs.summary", String.class))
                .allMatch(summary -> summary.startsWith("16 of 16 tables identical"));
        assertThat(backup.getList("proofs.expiresAt", String.class)).allMatch(at -> at.startsWith("2026-11-27T"));
        assertThat(backup.getList("proofs[0].tables")).hasSize(16);
    }

    @Test
    void proofsThatHaveExpiredProtectNobody() throws Exception {
        watch.look();

        JsonPath status = with("viewer").get("/api/v1/status").jsonPath();

        assertThat(status.getString("state")).isEqualTo("UNPROTECTED");
        assertThat(status.getList("problems.kind", String.class)).contains("PROOF_EXPIRED", "PROOF_UNSIGNED");
        assertThat(status.getString("latestProof.verdict")).isEqualTo("PROVEN");
        assertThat(status.getString("latestProof.backupId")).isEqualTo(BACKUP);
    }

    @Test
    void alarmsAreRemembered() throws Exception {
        JsonPath alarms = with("viewer").get("/api/v1/alarms").jsonPath();

        assertThat(alarms.getList("alarms.findAll { it.raisedAt < '2027' }.kind", String.class))
                .containsExactlyInAnyOrder("NEVER_PROVEN", "ROWS_DROPPED", "SIZE_DROPPED");
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/html", "text/markdown"})
    void gameDaysHaveTheirReports(String type) throws Exception {
        Response drill = with("viewer").get("/api/v1/drills/{id}", DRILL);
        Response report = with("viewer").accept(type).get("/api/v1/drills/{id}/report", DRILL);

        assertThat(drill.jsonPath().getString("state")).isEqualTo("PASSED");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.contentType()).startsWith(type);
        assertThat(report.asString()).contains(DRILL);
    }

    @Test
    void theAuditLogIsWhole() throws Exception {
        List<Integer> lines = with("operator").get("/api/v1/audit?limit=200").jsonPath()
                .getList("lines.findAll { it.at < '2027' }.id", Integer.class);

        assertThat(lines).containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void theNextBackupIsStartedWithAnOldKey() throws Exception {
        Response started = with("operator").post("/api/v1/backups");

        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.jsonPath().getString("id")).startsWith("groundzero-20270526T");
    }

    private static RequestSpecification with(String key) throws IOException {
        return given().header("Authorization", "Bearer " + RELEASE.apiKey(key));
    }
}
