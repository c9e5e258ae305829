package io.groundzero.backup.gateway.notification;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.agroal.api.AgroalDataSource;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.Scene;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.alarm.AlarmBook;
import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.alarm.ControlledClock;
import io.groundzero.backup.gateway.alarm.Watch;
import io.groundzero.backup.gateway.notification.Outside.Request;
import io.groundzero.backup.gateway.status.Protection.Problem;
import io.groundzero.backup.gateway.status.Protection.State;
import io.groundzero.backup.handover.WireFormat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;

/** From a change of the alarms to what arrives outside. The tests own the clock, and send when they want. */
@QuarkusTest
@TestProfile(NotificationTest.Told.class)
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(value = Outside.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotificationTest {

    private static final Problem FAILED = problem(AlarmKind.BACKUP_FAILED, "b1");
    private static final Problem PARKED = problem(AlarmKind.PARKED, "");
    private static final Problem EXPIRED = problem(AlarmKind.PROOF_EXPIRED, "main");

    public static class Told implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.scheduler.start-mode", "halted", "gz.gateway.clusters", "main",
                    "gz.notifications.send-every", "PT1S", "gz.notifications.dead-man.every", "PT24H");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ControlledClock.class);
        }
    }

    @Inject
    Watch watch;
    @Inject
    AlarmBook alarms;
    @Inject
    Event<AlarmChange> changes;
    @Inject
    Channels channels;
    @Inject
    Sender sender;
    @Inject
    DeadManSwitch deadMan;
    @Inject
    Scheduler scheduler;
    @Inject
    EntityManager entities;
    @Inject
    AgroalDataSource pool;

    private static int day;

    @BeforeEach
    void allIsWellAndNobodySends() {
        day++;
        ControlledClock.set(ControlledClock.START.plus(Duration.ofDays(10L * day)));
        note(State.PROTECTED);
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery("DELETE FROM notification")
                .executeUpdate());
        Outside.forget();
    }

    @Test
    void everyChannelTellsAChangeOnce() throws Exception {
        note(State.UNPROTECTED, EXPIRED, PARKED);
        sendAll();
        sendAll();

        assertThat(Outside.requests("ops")).singleElement().satisfies(request -> assertThat(request.body())
                .contains("UNPROTECTED (was PROTECTED), 2 new", "PROOF_EXPIRED of main", "mend main",
                        "<https://backup.example.org/|Dashboard>"));
        assertThat(Outside.requests("program")).singleElement().satisfies(request -> {
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer " + Outside.SECRET);
            JsonNode message = json(request);
            assertThat(message.get("before").asText()).isEqualTo("PROTECTED");
            assertThat(message.get("state").asText()).isEqualTo("UNPROTECTED");
            assertThat(message.get("raised")).hasSize(2);
        });
        assertThat(Outside.mail().letters()).singleElement()
                .satisfies(letter -> assertThat(letter.getSubject()).contains("UNPROTECTED (was PROTECTED)"));
        assertThat(listed("program").getString("lastSentAt")).isEqualTo(ControlledClock.now().toString());
        assertThat(listed("program").getInt("pending")).isZero();
    }

    @Test
    void whatIsOverIsToldAsWell() {
        note(State.AT_RISK, PARKED);
        sendAll();
        note(State.PROTECTED);
        sendAll();

        assertThat(Outside.requests("program")).hasSize(2);
        JsonNode message = json(Outside.requests("program").get(1));
        assertThat(message.get("state").asText()).isEqualTo("PROTECTED");
        assertThat(message.at("/cleared/0/kind").asText()).isEqualTo("PARKED");
        assertThat(message.get("open")).isEmpty();
    }

    @Test
    void aChannelThatFailsIsTriedAgain() {
        Outside.answer("program", 500, 500);
        note(State.AT_RISK, PARKED);
        sendAll();
        assertThat(listed("program").getString("lastError")).isEqualTo("it answered 500");
        assertThat(listed("program").getInt("pending")).isOne();
        ControlledClock.pass(Duration.ofSeconds(9));
        sendAll();
        assertThat(Outside.requests("program")).hasSize(1);

        ControlledClock.pass(Duration.ofSeconds(1));
        sendAll();
        assertThat(Outside.requests("program")).hasSize(2);
        ControlledClock.pass(Duration.ofMinutes(1));
        sendAll();
        ControlledClock.pass(Duration.ofDays(1));
        sendAll();

        assertThat(Outside.requests("program")).hasSize(3);
        assertThat(Outside.requests("program")).extracting(request -> json(request).get("id").asText()
                + request.headers().getFirst("Idempotency-Key")).containsOnly(
                        json(Outside.requests("program").get(0)).get("id").asText().repeat(2));
        assertThat(listed("program").getInt("pending")).isZero();
        // the others did not wait for it, and were not called again
        assertThat(Outside.requests("ops")).hasSize(1);
    }

    @Test
    void thatAChannelIsSilentIsAnAlarmUntilItTells() {
        // Given
        Outside.answer("program", Collections.nCopies(10, 500).toArray(Integer[]::new));
        note(State.AT_RISK, PARKED);
        sendAll();
        ControlledClock.pass(Duration.ofMinutes(59));
        watch.look();
        assertThat(open()).doesNotContain("CHANNEL_SILENT program");

        // When
        ControlledClock.pass(Duration.ofMinutes(2));
        watch.look();

        // Then
        assertThat(open()).contains("CHANNEL_SILENT program").doesNotContain("CHANNEL_SILENT ops");
        sendAll();
        ControlledClock.pass(Duration.ofMinutes(30));
        watch.look();
        // that this was a change as well, which waits now, makes it no younger
        assertThat(open()).contains("CHANNEL_SILENT program");
        assertThat(Outside.requests("ops")).last().satisfies(
                request -> assertThat(request.body()).contains("nobody was told by program", "it answered 500"));

        // When
        Outside.answer("program");
        ControlledClock.pass(Duration.ofHours(2));
        sendAll();
        watch.look();

        // Then
        assertThat(open()).doesNotContain("CHANNEL_SILENT program");
    }

    @Test
    void aTestThatArrivesEndsASilenceThatWasGivenUp() {
        // Given
        Outside.answer("program", Collections.nCopies(100, 500).toArray(Integer[]::new));
        note(State.AT_RISK, PARKED);
        for (int hour = 0; hour < 30; hour++) {
            sendAll();
            ControlledClock.pass(Duration.ofHours(1));
        }
        watch.look();
        assertThat(open()).contains("CHANNEL_SILENT program");
        for (int hour = 0; hour < 30; hour++) {
            sendAll();
            ControlledClock.pass(Duration.ofHours(1));
        }
        Outside.answer("program");

        // When
        operator().post("/api/v1/notifications/test").then().statusCode(200);

        // Then
        sendAll();
        watch.look();
        assertThat(open()).doesNotContain("CHANNEL_SILENT program");
    }

    @Test
    void theSameChangeIsStoredOnce() {
        AlarmChange change = new AlarmChange(ControlledClock.now(), State.PROTECTED, State.AT_RISK, List.of(),
                List.of(), List.of());
        QuarkusTransaction.requiringNew().run(() -> changes.fire(change));
        QuarkusTransaction.requiringNew().run(() -> changes.fire(change));

        sendAll();
        ControlledClock.pass(Duration.ofHours(1));
        QuarkusTransaction.requiringNew().run(() -> changes.fire(change));
        sendAll();

        assertThat(Outside.requests("program")).hasSize(1);
        assertThat(count("FROM notification")).isEqualTo(3);
    }

    @Test
    void aChangeThatIsNotStoredIsNotTold() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            changes.fire(new AlarmChange(ControlledClock.now(), State.PROTECTED, State.AT_RISK, List.of(), List.of(),
                    List.of()));
            assertThat(count("FROM notification")).isEqualTo(3);
            throw new IllegalStateException("the alarms cannot be stored");
        })).hasMessageContaining("the alarms cannot be stored");

        assertThat(count("FROM notification")).isZero();
    }

    @Test
    void oldNewsIsToldWithTheNewest() {
        Outside.answer("program", 503);
        note(State.AT_RISK, FAILED);
        sendAll();
        ControlledClock.pass(Duration.ofSeconds(1));
        note(State.UNPROTECTED, EXPIRED, FAILED);
        note(State.UNPROTECTED, EXPIRED);

        sendAll();
        ControlledClock.pass(Duration.ofDays(1));
        sendAll();

        assertThat(Outside.requests("program")).hasSize(2);
        JsonNode message = json(Outside.requests("program").get(1));
        assertThat(message.get("before").asText()).isEqualTo("PROTECTED");
        assertThat(message.get("state").asText()).isEqualTo("UNPROTECTED");
        assertThat(message.get("raised")).singleElement()
                .satisfies(alarm -> assertThat(alarm.get("kind").asText()).isEqualTo("PROOF_EXPIRED"));
        assertThat(message.get("cleared")).singleElement()
                .satisfies(alarm -> assertThat(alarm.get("kind").asText()).isEqualTo("BACKUP_FAILED"));
        assertThat(count("FROM notification WHERE channel = 'program' AND state = 'SUPERSEDED'")).isEqualTo(2);
        assertThat(listed("program").getInt("pending")).isZero();
    }

    @Test
    void aMessageIsGivenUpAfterADayAndToldWithTheNextChange() {
        Outside.answer("program", Collections.nCopies(100, 500).toArray(Integer[]::new));
        note(State.AT_RISK, PARKED);
        try (Log log = new Log()) {
            for (int minute = 0; minute < 30 * 60; minute += 10) {
                sendAll();
                ControlledClock.pass(Duration.ofMinutes(10));
            }
            assertThat(log.lines()).filteredOn(line -> line.contains("given up after a day")).singleElement()
                    .satisfies(line -> assertThat(line).startsWith("ERROR").contains("program", "AT_RISK"));
        }
        assertThat(Outside.requests("program")).hasSizeBetween(20, 27);
        assertThat(listed("program").getInt("pending")).isZero();
        assertThat(listed("program").getString("lastError")).isEqualTo("it answered 500");

        Outside.forget();
        note(State.UNPROTECTED, EXPIRED, PARKED);
        sendAll();

        JsonNode message = json(Outside.requests("program").get(0));
        assertThat(message.get("before").asText()).isEqualTo("PROTECTED");
        assertThat(message.get("raised")).hasSize(2);
    }

    @Test
    void aTestMessageGoesEverywhereAndSaysWhatFailed() {
        Outside.answer("ops", 404);
        Outside.answer("program", 302);

        JsonPath answer = operator().post("/api/v1/notifications/test").then().statusCode(200).extract().jsonPath();

        assertThat(answer.getList("channels.name", String.class)).containsExactly("mail", "ops", "program", "dead-man");
        assertThat(answer.getList("channels.sent", Boolean.class)).startsWith(true, false, false);
        assertThat(answer.getString("channels[1].error")).contains("answered 404", "not known there");
        assertThat(answer.getString("channels[2].error")).contains("answered 302", "redirects are not followed");
        assertThat(Outside.everything()).noneMatch(request -> request.path().equals("/elsewhere"));
        assertThat(Outside.mail().letters()).singleElement()
                .satisfies(letter -> assertThat(letter.getSubject()).isEqualTo("Ground-Zero Backup: test message"));
        assertThat(json(Outside.requests("program").get(0)).get("test").asBoolean()).isTrue();
        assertThat(count("FROM notification")).isZero();
        assertThat(answer.prettify()).doesNotContain(Outside.SECRET, MailServer.PASSWORD);
    }

    @Test
    void whoMayOnlyLookSendsNothing() {
        viewer().post("/api/v1/notifications/test").then().statusCode(403);

        assertThat(Outside.everything()).isEmpty();
        assertThat(viewer().get("/api/v1/notifications").jsonPath().getList("channels.kind", String.class))
                .containsExactly("mail", "slack", "json", "dead-man");
    }

    @Test
    void secretsAreInNoLogAndNoAnswer() {
        try (Log log = new Log()) {
            Outside.answer("program", 500, 401, 302, 404, 429);
            Outside.answer("ping", 500);
            note(State.AT_RISK, PARKED);
            for (int i = 0; i < 6; i++) {
                sendAll();
                ControlledClock.pass(Duration.ofHours(1));
            }
            deadMan.tick();
            operator().post("/api/v1/notifications/test").then().statusCode(200);

            assertThat(Outside.requests("program")).hasSize(7);
            assertThat(log.lines()).anyMatch(line -> line.contains("not told by program yet"))
                    .anyMatch(line -> line.contains("told by mail"))
                    .noneMatch(line -> line.contains(Outside.SECRET) || line.contains(MailServer.PASSWORD));
        }
        assertThat(viewer().get("/api/v1/notifications").asString()).doesNotContain(Outside.SECRET,
                MailServer.PASSWORD);
    }

    @Test
    void theDeadMansSwitchIsPingedWhileTheGatewayWorksAndSomethingIsProven() throws Exception {
        deadMan.tick();
        assertThat(Outside.requests("ping")).isEmpty();
        assertThat(listed("dead-man").getString("lastError")).isEqualTo("the state is UNPROTECTED");

        prove("main");
        deadMan.tick();
        assertThat(Outside.requests("ping")).singleElement()
                .satisfies(request -> assertThat(request.method()).isEqualTo("GET"));
        assertThat(listed("dead-man").getString("lastSentAt")).isEqualTo(ControlledClock.now().toString());

        Servers.database().stop();
        try {
            deadMan.tick();
            assertThat(Outside.requests("ping")).hasSize(1);
        } finally {
            Servers.database().resume();
            // no later statement meets a connection to the server that was
            pool.flush(AgroalDataSource.FlushMode.ALL);
        }
        Outside.answer("ping", 500);
        await().atMost(SOON).untilAsserted(() -> {
            deadMan.tick();
            assertThat(Outside.requests("ping")).hasSize(2);
        });
        assertThat(listed("dead-man").getString("lastError")).isEqualTo("it answered 500");
        deadMan.tick();
        assertThat(Outside.requests("ping")).hasSize(3);

        ControlledClock.pass(Duration.ofDays(2));
        deadMan.tick();
        assertThat(Outside.requests("ping")).hasSize(3);
    }

    /** The last one: what runs by itself from now on would meddle with the others. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theGatewayLooksAndSendsByItself() {
        scheduler.resume();

        await().atMost(SOON).untilAsserted(() -> {
            // an attempt that fails is due again after ten seconds, and nobody else moves the clock
            ControlledClock.pass(Duration.ofSeconds(1));
            assertThat(Outside.requests("ops")).hasSize(1);
            assertThat(Outside.requests("program")).hasSize(1);
            assertThat(Outside.mail().letters()).hasSize(1);
        });
        assertThat(json(Outside.requests("program").get(0)).get("before").asText()).isEqualTo("PROTECTED");
    }

    private static Problem problem(AlarmKind kind, String subject) {
        return new Problem(kind, subject, kind + " of " + subject, "mend " + subject);
    }

    private void note(State state, Problem... problems) {
        alarms.note(state, List.of(problems), ControlledClock.now());
    }

    private void sendAll() {
        channels.all().forEach(sender::send);
    }

    private long count(String from) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> ((Number) entities.createNativeQuery("SELECT count(*) " + from).getSingleResult())
                        .longValue());
    }

    private static List<String> open() {
        return viewer().get("/api/v1/alarms").jsonPath()
                .getList("alarms.findAll { it.clearedAt == null }.collect { it.kind + ' ' + it.subject }");
    }

    private static JsonPath listed(String channel) {
        return viewer().get("/api/v1/notifications").jsonPath()
                .setRootPath("channels.find { it.name == '" + channel + "' }");
    }

    private static JsonNode json(Request request) {
        try {
            return WireFormat.mapper().readTree(request.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void prove(String cluster) throws Exception {
        Instant now = ControlledClock.now();
        String id = new BackupId(cluster, now.minus(Duration.ofHours(1))).toString();
        Digest digest = new Digest(1_000_000, "a".repeat(64));
        Proof proof = new Proof(Proof.SCHEMA_VERSION, id, cluster, "s3://b", digest, Verdict.PROVEN, null, "summary",
                "full", now, now, now, BackupId.parse(id).time(), 1000L, now.plus(Duration.ofDays(1)), List.of(),
                List.of(), List.of());
        Scene.tell(new StatusEvent(id, id, cluster, Stage.VERIFY, null, StageState.DONE, 1, now, null, null, null, null,
                null, Facts.proof(proof)));
        await().atMost(SOON).untilAsserted(() -> assertThat(viewer().get("/api/v1/status").jsonPath()
                .getString("latestProof.backupId")).isEqualTo(id));
    }
}
