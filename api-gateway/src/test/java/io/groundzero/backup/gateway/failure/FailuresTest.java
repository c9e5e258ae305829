package io.groundzero.backup.gateway.failure;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.awaitBackup;
import static io.groundzero.backup.gateway.Scene.awaitFailure;
import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.operator;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.handover.Headers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Parked and stray messages: none is lost, and each goes back where it belongs. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FailuresTest {

    @Test
    void aParkedMessageIsListedAndGoesBackUnchanged() throws Exception {
        String id = newId("main");
        String body = "{\"backupId\":\"" + id
                + "\",\"cluster\":\"main\",\"artifact\":{\"object\":\"app.dir.tar.gpg\"}}";
        Map<String, Object> headers = Map.of(Headers.QUEUE, "shipper", Headers.CODE, "BUCKET_MISSING", Headers.CAUSE,
                "no bucket a", Headers.ATTEMPT, 3);
        Servers.publish("shipper", "parked.shipper", body, headers);
        Servers.publish("shipper", "parked.shipper", body, Map.of(Headers.QUEUE, "shipper", Headers.CODE,
                "BUCKET_MISSING", Headers.CAUSE, "no bucket b", Headers.ATTEMPT, 4));
        // the same message twice is one failure, with the newest cause
        await().atMost(SOON).untilAsserted(() -> assertThat(viewer().get("/api/v1/failures").jsonPath()
                .getList("findAll { it.backupId == '" + id + "' }.cause")).containsExactly("no bucket b"));
        JsonPath failure = awaitFailure("backupId", id);

        Response sentBack = operator().post("/api/v1/failures/{id}/retry", failure.getLong("id"));

        assertThat(failure.getString("code")).isEqualTo("BUCKET_MISSING");
        assertThat(failure.getString("cause")).isEqualTo("no bucket b");
        assertThat(failure.getString("remedy")).isNotBlank();
        assertThat(failure.getString("artifact")).isEqualTo("app.dir.tar.gpg");
        assertThat(failure.getInt("attempts")).isEqualTo(4);
        assertThat(sentBack.statusCode()).isEqualTo(202);
        GetResponse message = Servers.take("shipper");
        assertThat(new String(message.getBody(), StandardCharsets.UTF_8)).isEqualTo(body);
        assertThat(message.getProps().getHeaders()).doesNotContainKey(Headers.ATTEMPT);
        assertThat(operator().post("/api/v1/failures/{id}/retry", failure.getLong("id")).statusCode()).isEqualTo(409);
    }

    /** Another connection stands for the person who sends it back at this moment. */
    @Test
    void aParkedMessageThatComesAgainUndoesNoRetry() throws Exception {
        String id = newId("main");
        String body = "{\"backupId\":\"" + id + "\"}";
        Map<String, Object> headers = Map.of(Headers.QUEUE, "shipper", Headers.CODE, "BUCKET_MISSING", Headers.CAUSE,
                "no bucket b", Headers.ATTEMPT, 4);
        Servers.publish("shipper", "parked.shipper", body, headers);
        long failure = awaitFailure("backupId", id).getLong("id");
        try (Connection database = Servers.database().connect("postgres");
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.executeUpdate("UPDATE failure SET retried_at = now() WHERE id = " + failure);

            Servers.publish("shipper", "parked.shipper", body, headers);
            await().atMost(SOON).until(() -> {
                try (ResultSet waiting = statement
                        .executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                    return waiting.next() && waiting.getInt(1) > 0;
                }
            });
            database.commit();
        }

        // nobody knows that it is no new failure
        await().atMost(SOON).untilAsserted(() -> assertThat(viewer().get("/api/v1/failures").jsonPath()
                .getList("findAll { it.backupId == '" + id + "' }.id", Long.class)).hasSize(1)
                .doesNotContain(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"id\":\"x\"}", "[]", "null",
            "{\"id\":\"x\",\"backupId\":\"main-20300101T000000Z\",\"stage\":\"a\\u0000b\"}",
            "{\"id\":\"x\",\"backupId\":\"main-20300101T000000Z\",\"stage\":\"DUMP\",\"state\":\"DONE\",\"at\":\"+999999999-01-01T00:00:00Z\"}",
            "{\"id\":\"x\",\"backupId\":\"main-20300101T000000Z\",\"stage\":\"VERIFY\",\"state\":\"DONE\",\"at\":\"2030-01-01T00:00:00Z\",\"facts\":{\"proof\":{\"steps\":[]}}}",
            "{\"id\":\"x\",\"backupId\":\"../..\",\"cluster\":\"m\",\"stage\":\"DUMP\",\"state\":\"DONE\",\"at\":\"2030-01-01T00:00:00Z\"}"})
    void aStatusThatCannotBeReadIsKeptAndHarmless(String poison) throws Exception {
        Servers.publish("dumper", "status.dump", poison, Map.of());
        String id = newId("other");

        tell(event(id, "other", Stage.DUMP, StageState.STARTED, 1));

        awaitBackup(id);
        JsonPath failure = awaitFailure("queue", "gateway.status");
        assertThat(failure.getString("code")).isEqualTo("MESSAGE_UNREADABLE");
        assertThat(operator().post("/api/v1/failures/{id}/retry", failure.getLong("id")).statusCode()).isEqualTo(409);
        assertThat(operator().contentType("application/json").body("{}")
                .post("/api/v1/failures/{id}/dismiss", failure.getLong("id")).statusCode())
                .isEqualTo(400);
        Response dismissed = operator().contentType("application/json").body("{\"because\":\"a test sent it\"}")
                .post("/api/v1/failures/{id}/dismiss", failure.getLong("id"));
        assertThat(dismissed.statusCode()).isEqualTo(200);
        assertThat(viewer().get("/api/v1/failures").jsonPath().getList("id", Long.class))
                .doesNotContain(failure.getLong("id"));
    }

    @Test
    void aMessageWithoutAQueueIsKept() throws Exception {
        Servers.publish("dumper", "status.dump", "{}", Map.of());
        Servers.broker().ctl("eval", "rabbit_basic:publish(rabbit_misc:r(<<\"/\">>, exchange, <<\"backup\">>),"
                + " <<\"no.such.key\">>, [], <<\"{}\">>).");

        assertThat(awaitFailure("queue", "unroutable").getString("code")).isEqualTo("MESSAGE_UNROUTABLE");
    }

    @Test
    void aMessageThatMissedItsQueueIsSentThereLater() throws Exception {
        String id = newId("other");
        String body = "{\"backupId\":\"" + id + "\",\"cluster\":\"other\"}";
        Servers.broker().ctl("eval", "rabbit_basic:publish(rabbit_misc:r(<<\"/\">>, exchange, <<\"unroutable\">>),"
                + " <<\"backup.shipped\">>, [], <<\"" + body.replace("\"", "\\\"") + "\">>).");

        JsonPath failure = awaitFailure("backupId", id);
        Response sentBack = operator().post("/api/v1/failures/{id}/retry", failure.getLong("id"));

        assertThat(failure.getString("code")).isEqualTo("MESSAGE_UNROUTABLE");
        assertThat(failure.getString("queue")).isEqualTo("verifier");
        assertThat(sentBack.statusCode()).isEqualTo(202);
        // what other tests have left there goes by
        await().atMost(SOON).until(() -> Servers.take("verifier"), message -> message != null
                && new String(message.getBody(), StandardCharsets.UTF_8).equals(body));
    }
}
