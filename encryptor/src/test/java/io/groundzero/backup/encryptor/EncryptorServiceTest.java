package io.groundzero.backup.encryptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxThread;

/** The service as it runs, between a real broker's queues. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EncryptorServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    ObjectMapper json;
    @Inject
    Vertx vertx;

    private BrokerProbe dumper;
    private BrokerProbe shipper;
    private BrokerProbe gateway;

    @BeforeEach
    void connect() throws Exception {
        dumper = new BrokerProbe(Surroundings.broker, "dumper");
        shipper = new BrokerProbe(Surroundings.broker, "shipper");
        gateway = new BrokerProbe(Surroundings.broker, "gateway");
    }

    @AfterEach
    void disconnect() throws Exception {
        dumper.close();
        shipper.close();
        gateway.close();
    }

    @Test
    void encryptsAndHandsOn() throws Exception {
        ArtifactDumped message = dump("main-20261123T030000Z").directory(true);

        send(message);

        ArtifactEncrypted encrypted = next();
        assertThat(encrypted.backupId()).isEqualTo(message.backupId());
        Path file = Surroundings.volume.resolve(encrypted.path());
        assertThat((long) Surroundings.keys.decrypt(file).length).isEqualTo(encrypted.artifact().plain().size());
        assertThat(Surroundings.volume.resolve(message.artifact().path())).doesNotExist();
        assertThat(Surroundings.leftOver).doesNotExist();
        List<StatusEvent> events = eventsUntil(message, StageState.DONE);
        assertThat(events).extracting(StatusEvent::state).startsWith(StageState.STARTED).endsWith(StageState.DONE);
        assertThat(events.get(events.size() - 1).bytesDone()).isEqualTo(encrypted.artifact().encrypted().size());
    }

    @Test
    void parksPoisonAndGoesOn() throws Exception {
        byte[] poison = "{\"backupId\":\"../../etc\"".getBytes(StandardCharsets.UTF_8);

        dumper.send("artifact.dumped", poison);
        ArtifactDumped message = dump("main-20261123T040000Z").globals("CREATE ROLE x;");
        send(message);

        assertThat(next().backupId()).isEqualTo(message.backupId());
        GetResponse parked = until(() -> gateway.take("gateway.parked"));
        assertThat(parked.getBody()).isEqualTo(poison);
        assertThat(parked.getProps().getHeaders().get("gz-code")).hasToString("MESSAGE_UNREADABLE");
        assertThat(parked.getProps().getHeaders().get("gz-queue")).hasToString("encryptor");
    }

    /** Whatever comes, the next one is worked on. */
    @Test
    void noMessageEndsTheConsumer() throws Exception {
        List<String> strange = List.of("", "null", "7", "[]", "{}", "{\"backupId\":\"x\",\"cluster\":\"main\"}",
                "{\"backupId\":\"main-20261123T030000Z\",\"cluster\":\"main\"}",
                "{\"backupId\":\"main-20261123T030000Z\",\"cluster\":\"main\",\"artifact\":{}}",
                "{\"backupId\":\"main-20261123T030000Z\",\"cluster\":\"main\",\"artifact\":{\"kind\":\"NEW\"}}",
                "{\"a\":".repeat(100_000), "x".repeat(2_000_000));
        List<Map<String, Object>> headers = List.of(Map.of(), Map.of("gz-attempt", -1), Map.of("gz-attempt", "x"),
                Map.of("gz-attempt", Long.MAX_VALUE, "traceparent", List.of(Map.of("x", 1))));

        for (String body : strange) {
            dumper.send("artifact.dumped", body.getBytes(StandardCharsets.UTF_8), headers.get(body.length() % 4));
        }
        ArtifactDumped message = dump("main-20261123T100000Z").globals("CREATE ROLE x;");
        // by a copy, as RabbitMQ 3.10 lets anybody send one
        gateway.send("retry.dumper", json.writeValueAsBytes(message), Map.of("CC", List.of("artifact.dumped")));
        send(message);

        List<String> codes = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            for (GetResponse got = gateway.take("gateway.parked"); got != null; got = gateway.take("gateway.parked")) {
                codes.add(got.getProps().getHeaders().get("gz-code").toString());
            }
            return codes.size() == strange.size() + 1;
        });
        assertThat(codes).filteredOn("MESSAGE_UNREADABLE"::equals).hasSize(strange.size());
        assertThat(codes).filteredOn("MESSAGE_MISDIRECTED"::equals).hasSize(1);
        assertThat(next().backupId()).isEqualTo(message.backupId());
        assertThat(shipper.take("shipper")).as("the copy was not worked on").isNull();
    }

    @Test
    void aFailureThatTimeCuresComesBackThroughTheDelayQueue() throws Exception {
        ArtifactDumped message = dump("main-20261123T050000Z").directory(false);
        Path obstacle = Surroundings.volume.resolve(message.artifact().path()).resolve("link");
        Files.createSymbolicLink(obstacle, Path.of("/dev/null"));

        send(message);
        List<StatusEvent> events = eventsUntil(message, StageState.RETRYING);
        Files.delete(obstacle);

        assertThat(events.get(events.size() - 1).code()).isEqualTo("ENCRYPTION_FAILED");
        assertThat(next().backupId()).isEqualTo(message.backupId());
        assertThat(eventsUntil(message, StageState.DONE)).last().extracting(StatusEvent::attempt)
                .satisfies(attempt -> assertThat((int) attempt).isGreaterThan(1));
    }

    @Test
    void everyMessageNamesItsSender() throws Exception {
        send(dump("main-20261123T110000Z").globals("CREATE ROLE x;"));

        assertThat(until(() -> shipper.take("shipper")).getProps().getUserId()).isEqualTo("encryptor");
    }

    /** Of a step that takes more than a minute, Vert.x would say every 2 s that its thread is blocked. */
    @Test
    void aStepMayTakeAsLongAsItTakes() throws Exception {
        VertxThread worker = vertx.createSharedWorkerExecutor("encryptor")
                .executeBlocking(() -> (VertxThread) Thread.currentThread()).toCompletionStage().toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(worker.maxExecTimeUnit().toDays(worker.maxExecTime())).isEqualTo(7);
    }

    @Test
    void theSameMessageTwiceGivesTheSameResultTwice() throws Exception {
        ArtifactDumped message = dump("main-20261123T060000Z").globals("CREATE ROLE y;");

        send(message);
        send(message);

        assertThat(next()).isEqualTo(next());
    }

    @Test
    void whileTracesAreOffATraceThatOthersBeganIsPassedOnAndNoneIsMade() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        ArtifactDumped traced = dump("main-20261123T080000Z").globals("CREATE ROLE z;");
        ArtifactDumped untraced = dump("main-20261123T090000Z").globals("CREATE ROLE z;");

        dumper.send(ArtifactDumped.ROUTING_KEY, json.writeValueAsBytes(traced), Map.of("traceparent", trace));
        send(untraced);

        assertThat(until(() -> shipper.take("shipper")).getProps().getHeaders().get("traceparent")).hasToString(trace);
        Map<String, Object> headers = until(() -> shipper.take("shipper")).getProps().getHeaders();
        assertThat(headers == null ? Map.of() : headers).doesNotContainKey("traceparent");
    }

    private TestDump dump(String id) {
        return new TestDump(Surroundings.volume, BackupId.parse(id));
    }

    private void send(ArtifactDumped message) throws Exception {
        dumper.send(ArtifactDumped.ROUTING_KEY, json.writeValueAsBytes(message));
    }

    private ArtifactEncrypted next() throws Exception {
        return json.readValue(until(() -> shipper.take("shipper")).getBody(), ArtifactEncrypted.class);
    }

    private List<StatusEvent> eventsUntil(ArtifactDumped message, StageState state) {
        List<StatusEvent> events = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            for (GetResponse got = gateway.take("gateway.status"); got != null; got = gateway.take("gateway.status")) {
                StatusEvent event = json.readValue(got.getBody(), StatusEvent.class);
                if (event.backupId().equals(message.backupId())) {
                    events.add(event);
                }
            }
            return events.stream().anyMatch(event -> event.state() == state);
        });
        return events;
    }

    private static GetResponse until(Callable<GetResponse> take) {
        return await().atMost(PATIENCE).until(take, got -> got != null);
    }
}
