package io.groundzero.backup.gateway.intake;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.at;
import static io.groundzero.backup.gateway.Scene.awaitBackup;
import static io.groundzero.backup.gateway.Scene.awaitFailure;
import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.ScheduleReport;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.TestVerifier;
import io.groundzero.backup.handover.WireFormat;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** What the gateway does not believe, though one of the services' users of a real broker says so. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DoorTest {

    private static final Instant FUTURE = Instant.parse("2099-01-01T00:00:00Z");
    private static final String LATE_ID = "other-20990101T000000Z";
    private static final Digest CONTENT = new Digest(1, "0".repeat(64));

    private record Sent(String service, String routingKey, Object message) {
    }

    static Stream<Sent> fromTheFuture() {
        Instant now = Instant.now();
        String id = "other-20260101T000000Z";
        return Stream.of(verified(LATE_ID, now, now, now), verified(id, FUTURE, now, now),
                verified(id, now, FUTURE, now),
                verified(id, now, now, now.plusSeconds(4000L * 86_400)),
                new Sent("dumper", "status.dump",
                        new StatusEvent("f1", id, "other", Stage.DUMP, null, StageState.STARTED, 1, FUTURE, null, null,
                                null, null, null, null)),
                new Sent("dumper", "status.dump",
                        new StatusEvent("f2", id, "other", Stage.DUMP, null, StageState.JOINED, 1, now, null, null,
                                null, null, null, Facts.joined(LATE_ID))),
                new Sent("shipper", "status.ship",
                        new StatusEvent("f3", id, "other", Stage.SHIP, null, StageState.DONE, 1, now, null, null, null,
                                null, null,
                                Facts.shipped(new BackupShipped(id, "other", "m", CONTENT, FUTURE), null))),
                new Sent("verifier", MutationReport.ROUTING_KEY,
                        new MutationReport(1, FUTURE, 1, "15.1", true, "all is well", List.of(), List.of())));
    }

    private static Sent verified(String id, Instant requestedAt, Instant finishedAt, Instant expiresAt) {
        return new Sent("verifier", "status.verify",
                new StatusEvent("f" + requestedAt + finishedAt, id, "other", Stage.VERIFY, null, StageState.DONE, 1,
                        Instant.now(), null, null, null, null, null,
                        Facts.proof(new Proof(1, id, "other", "s3://b", CONTENT, Verdict.PROVEN, null, "all is well",
                                "full", requestedAt, finishedAt, finishedAt, finishedAt, 1L, expiresAt, List.of(),
                                List.of(), List.of()))));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("fromTheFuture")
    void whatHasNotComeIsKeptAsAFailureThatNamesBothTimes(Sent sent) throws Exception {
        if (sent.message() instanceof MutationReport report) {
            TestVerifier.KNOWN.tell(report);
        } else {
            Servers.publish(sent.service(), sent.routingKey(), WireFormat.mapper().writeValueAsString(sent.message()),
                    Map.of());
        }

        JsonPath failure = awaitFailure("code", "MESSAGE_FROM_THE_FUTURE");
        assertThat(failure.getString("cause")).contains("but here it is 2");
        assertThat(viewer().get("/api/v1/backups/{id}", LATE_ID).statusCode()).isEqualTo(404);
        assertThat(viewer().get("/api/v1/backups/other-20260101T000000Z").statusCode()).isEqualTo(404);
        dismiss(failure);
    }

    @Test
    void anIntervalOfYearsIsNoRegularReport() throws Exception {
        Instant now = Instant.now();
        for (Sent sent : List.of(
                new Sent("dumper", ScheduleReport.ROUTING_KEY, new ScheduleReport(now, FUTURE, List.of())),
                new Sent("verifier", "status.copies.off-site",
                        new CopyReport(now, FUTURE, CopyReport.OFF_SITE, now, List.of())))) {
            Servers.publish(sent.service(), sent.routingKey(),
                    WireFormat.mapper().writeValueAsString(sent.message()), Map.of());

            JsonPath failure = awaitFailure("queue", "gateway.status");
            assertThat(failure.getString("code")).isEqualTo("MESSAGE_UNREADABLE");
            assertThat(failure.getString("cause")).contains("2099");
            dismiss(failure);
        }
    }

    /** RabbitMQ 3.10 lets the header CC lead a message anywhere, whatever its publisher may send. */
    @Test
    void aVerdictThatTheDumperSentByCopyIsNone() throws Exception {
        String id = newId("other");
        String proven = WireFormat.mapper().writeValueAsString(verified(id, Instant.now(), Instant.now(),
                Instant.now().plusSeconds(60)).message());

        Servers.publish("dumper", "delay.1.dumper", proven, Map.of("CC", List.of("status.verify")));
        tell(event(id, "other", Stage.DUMP, StageState.STARTED, 1));

        awaitBackup(id);
        JsonPath failure = awaitFailure("code", "MESSAGE_MISDIRECTED");
        assertThat(failure.getString("cause")).contains("delay.1.dumper");
        assertThat(viewer().get("/api/v1/backups/{id}", id).jsonPath().getList("proofs")).isEmpty();
        dismiss(failure);
        Servers.take("dumper");
    }

    /** Sent back, it would reach the verifier from the gateway, which may send it. */
    @Test
    void nobodyParksForAnotherQueue() throws Exception {
        String id = newId("other");
        String shipped = WireFormat.mapper().writeValueAsString(
                new BackupShipped(id, "other", "other/" + id + "/manifest.json", CONTENT, at(id, 0)));

        Servers.publish("dumper", "parked.dumper", shipped, Map.of("gz-queue", "verifier", "gz-code", "DISK_FULL"));

        assertThat(awaitFailure("backupId", id).getString("queue")).isEqualTo("dumper");
        dismiss(awaitFailure("backupId", id));
    }

    @Test
    void whatIsLedToTheParkedMessagesByCopyCannotBeSentBack() throws Exception {
        String id = newId("other");
        String shipped = WireFormat.mapper().writeValueAsString(
                new BackupShipped(id, "other", "other/" + id + "/manifest.json", CONTENT, at(id, 0)));

        Servers.publish("dumper", "artifact.dumped", shipped,
                Map.of("CC", List.of("parked.verifier"), "gz-queue", "verifier", "gz-code", "DISK_FULL"));

        JsonPath failure = awaitFailure("backupId", id);
        assertThat(failure.getString("code")).isEqualTo("MESSAGE_MISDIRECTED");
        assertThat(operator().post("/api/v1/failures/{id}/retry", failure.getLong("id")).statusCode()).isEqualTo(409);
        assertThat(Servers.take("verifier")).isNull();
        dismiss(failure);
        Servers.take("encryptor");
    }

    private static void dismiss(JsonPath failure) {
        long id = failure.getLong("id");
        assertThat(operator().contentType("application/json").body("{\"because\":\"a test sent it\"}")
                .post("/api/v1/failures/{id}/dismiss", id).statusCode()).isEqualTo(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                viewer().get("/api/v1/failures").jsonPath().getList("id", Long.class)).doesNotContain(id));
    }
}
