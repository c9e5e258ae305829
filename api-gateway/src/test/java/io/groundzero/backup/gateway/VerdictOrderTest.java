package io.groundzero.backup.gateway;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.backup;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** A newer REFUTED wins, whatever times messages and rows claim. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class VerdictOrderTest {

    private static final Instant FUTURE = Instant.parse("2099-01-01T00:00:00Z");
    /** What two clocks may differ; a message that claims more is not taken in at all. */
    private static final Duration BELIEVED = Duration.ofSeconds(90);
    private static final Digest CONTENT = new Digest(1, "0".repeat(64));

    @Inject
    DataSource database;

    @AfterEach
    void nothingOfTheFutureIsLeft() throws Exception {
        run("DELETE FROM backup WHERE requested_at > now() + interval '1 year'");
    }

    @Test
    void aVerdictThatWasAskedForInTheFutureOutranksNoLaterOne() throws Exception {
        // Given
        String id = newId("main");
        Instant now = Instant.now();
        tell(proof(id, Verdict.PROVEN, now.plus(BELIEVED), now.minusSeconds(9), now));
        awaitState(id, "PROVEN");

        // When
        tell(proof(id, Verdict.REFUTED, now, now.minusSeconds(5), now));

        // Then
        awaitState(id, "REFUTED");
        assertThat(backup(id).getString("copies.find { it.place == 'off-site' }.verdict")).isIn("REFUTED", null);
        assertThat(problems("BACKUP_REFUTED")).contains(id);
    }

    @Test
    void aVerdictThatWasReachedInTheFutureOutranksNoLaterOneNorCountsLonger() throws Exception {
        // Given
        String id = newId("main");
        Instant asked = Instant.now();
        Instant ahead = asked.plus(BELIEVED);
        tell(proof(id, Verdict.PROVEN, asked, ahead, ahead.plus(Duration.ofHours(1))));
        awaitState(id, "PROVEN");
        JsonPath proven = viewer().get("/api/v1/status").jsonPath();

        // When the same request brings another verdict
        tell(proof(id, Verdict.REFUTED, asked, Instant.now(), Instant.now()));

        // Then
        awaitState(id, "REFUTED");
        assertThat(problems("BACKUP_REFUTED")).contains(id);
        assertThat(proven.getString("latestProof.backupId")).isEqualTo(id);
        assertThat(Instant.parse(proven.getString("latestProof.expiresAt"))).isBefore(asked.plus(Duration.ofHours(2)));
    }

    @Test
    void aVerificationThatIsRepeatedIsARunOfItsOwn() throws Exception {
        // Given
        String id = newId("main");
        Instant now = Instant.now();
        tell(proof(id, Verdict.PROVEN, now.minusSeconds(600), now.minusSeconds(600), now));
        awaitState(id, "PROVEN");

        // When
        tell(proof(id, Verdict.PROVEN, now, now, now));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getList("proofs")).hasSize(2));
        assertThat(backup(id).getFloat("stages.find { it.stage == 'VERIFY' }.seconds")).isLessThan(1);
    }

    /** They may have been stored by an earlier version, or by hand. */
    @Test
    void rowsOfTheFutureHideNothingAndAreTold() throws Exception {
        // Given
        String future = new BackupId("main", FUTURE).toString();
        run("INSERT INTO backup (id, cluster, requested_at, state, verdict, last_event_at)"
                + " VALUES (?, 'main', ?, 'PROVEN', 'PROVEN', ?)", future, FUTURE, FUTURE);
        run("INSERT INTO proof (backup_id, requested_at, cluster, verdict, finished_at, snapshot_at, expires_at,"
                + " rto_millis, document, received_at, reached_at)"
                + " VALUES (?, ?, 'main', 'PROVEN', ?, ?, ?, 1, '{}', now(), now())", future, FUTURE, FUTURE, FUTURE,
                FUTURE);

        // When
        String id = newId("main");
        tell(proof(id, Verdict.REFUTED, Instant.now(), Instant.now(), Instant.now()));
        awaitState(id, "REFUTED");

        // Then
        JsonPath status = viewer().get("/api/v1/status").jsonPath();
        assertThat(status.getString("latestBackup.id")).isNotEqualTo(future);
        assertThat(problems("BACKUP_REFUTED")).contains(id);
        assertThat(problems("TIME_IN_FUTURE")).contains(future);
        assertThat(status.getString("state")).isNotEqualTo("PROTECTED");
        Long rpo = status.get("rpo.seconds") == null ? null : status.getLong("rpo.seconds");
        assertThat(rpo == null || rpo >= 0).isTrue();
    }

    private static List<String> problems(String kind) {
        return viewer().get("/api/v1/status").jsonPath().getList("problems.findAll { it.kind == '" + kind
                + "' }.subject", String.class);
    }

    private static void awaitState(String id, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(backup(id).getString("state")).isEqualTo(state));
    }

    private static StatusEvent proof(String id, Verdict verdict, Instant requestedAt, Instant finishedAt,
            Instant expiresAt) {
        Instant now = Instant.now();
        Instant snapshotAt = BackupId.parse(id).time();
        Proof proof = new Proof(Proof.SCHEMA_VERSION, id, "main", "s3://b/x", CONTENT, verdict,
                verdict == Verdict.PROVEN ? null : "OBJECT_CORRUPT", "summary", "counts",
                requestedAt.truncatedTo(ChronoUnit.SECONDS), finishedAt, finishedAt, snapshotAt,
                verdict == Verdict.PROVEN ? 1500L : null, expiresAt, List.of(), List.of(), List.of());
        return new StatusEvent(id + verdict + now, id, "main", Stage.VERIFY, null, StageState.DONE, 1, now, null, null,
                null, null, null, Facts.proof(proof));
    }

    private void run(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof Instant at ? Timestamp.from(at) : values[i]);
            }
            statement.executeUpdate();
        }
    }
}
