package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StatusEvent;

class StageRunnerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final BackupRequested REQUEST = new BackupRequested("main-20261123T030000Z", "main", NOW, "api");

    private static final Origin ORIGIN = Origin.ofWork("dumper", BackupRequested.ROUTING_KEY);

    private final ObjectMapper json = WireFormat.mapper();
    private final List<String> happened = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final StageRunner runner = new StageRunner("dumper", publisher,
            new StatusReporter(publisher, json, clock(), Stage.DUMP),
            new RetryPolicy(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), 3),
            new BegunAttempts(Optional.empty()), json, clock());

    @Test
    void handsOnBeforeItReportsAndTidiesUpLast() throws Exception {
        Work<BackupRequested> work = (message, progress) -> {
            happened.add("work");
            return new Work.Result(List.of(new Work.Next("artifact.dumped", REQUEST)), null, 7L,
                    () -> happened.add("tidy up"));
        };

        runner.run(fresh(bytes(REQUEST), Map.of()), ORIGIN, BackupRequested.class, work);

        assertThat(happened).containsExactly("status.dump STARTED", "work", "artifact.dumped", "status.dump DONE",
                "tidy up");
    }

    @Test
    void aFailureThatTimeCuresWaitsInTheDelayQueueOfItsAttempt() throws Exception {
        runner.run(fresh(bytes(REQUEST), Map.of(Headers.ATTEMPT, 2)), ORIGIN, BackupRequested.class,
                failing(ErrorCode.DISK_FULL));

        Sent delayed = only("delay.2.dumper");
        assertThat(delayed.expiration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(delayed.headers()).containsEntry(Headers.ATTEMPT, 3).containsEntry(Headers.CODE, "DISK_FULL")
                .containsEntry(Headers.CAUSE, "no room").containsEntry(Headers.QUEUE, "dumper");
        assertThat(delayed.body()).isEqualTo(bytes(REQUEST));
        assertThat(happened).endsWith("status.dump RETRYING");
    }

    @Test
    void theLastAttemptIsParkedWithItsCause() throws Exception {
        runner.run(fresh(bytes(REQUEST), Map.of(Headers.ATTEMPT, "3")), ORIGIN, BackupRequested.class,
                failing(ErrorCode.DISK_FULL));

        assertThat(only("parked.dumper").headers()).containsEntry(Headers.CODE, "DISK_FULL");
        assertThat(happened).endsWith("status.dump FAILED");
    }

    @Test
    void whatAFailureKnowsIsToldWithIt() throws Exception {
        runner.run(fresh(bytes(REQUEST), Map.of()), ORIGIN, BackupRequested.class, (message, progress) -> {
            throw new Work.Failure(new BackupException(ErrorCode.DISK_FULL, "no room"),
                    StatusEvent.Facts.joined("main-20261123T025959Z"));
        });

        assertThat(json.readValue(only("status.dump").body(), StatusEvent.class).facts().joined())
                .isEqualTo("main-20261123T025959Z");
        assertThat(only("delay.1.dumper").headers()).containsEntry(Headers.CODE, "DISK_FULL");
    }

    @Test
    void anUnexpectedErrorIsTriedAgain() throws Exception {
        runner.run(fresh(bytes(REQUEST), Map.of()), ORIGIN, BackupRequested.class, (message, progress) -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(only("delay.1.dumper").headers()).containsEntry(Headers.CODE, "INTERNAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "42", "not json", "{\"backupId\":7}", "\u0000\u0001",
            "{\"backupId\":\"main-20261123T030000Z\"}"})
    void poisonIsParkedUnchangedAndDoesNotRun(String poison) throws Exception {
        byte[] body = poison.getBytes(StandardCharsets.UTF_8);

        runner.run(fresh(body, Map.of(Headers.ATTEMPT, "nonsense")), ORIGIN, BackupRequested.class,
                (message, progress) -> {
                    throw new AssertionError("ran");
                });

        assertThat(only("parked.dumper").body()).isEqualTo(body);
        assertThat(only("parked.dumper").headers()).containsEntry(Headers.CODE, "MESSAGE_UNREADABLE");
    }

    @Test
    void nothingIsAcknowledgedThatTheBrokerDidNotTake() {
        publisher.refused = "artifact.dumped";
        Work<BackupRequested> work = (message, progress) -> new Work.Result(
                List.of(new Work.Next("artifact.dumped", REQUEST)), null, null, () -> happened.add("tidy up"));

        assertThatThrownBy(() -> runner.run(fresh(bytes(REQUEST), Map.of()), ORIGIN, BackupRequested.class, work))
                .isInstanceOfSatisfying(BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE));
        assertThat(happened).doesNotContain("tidy up", "status.dump DONE");
    }

    private static Delivery fresh(byte[] body, Map<String, Object> headers) {
        return new Delivery(BackupRequested.ROUTING_KEY, Optional.empty(), headers, body);
    }

    private static Work<BackupRequested> failing(ErrorCode code) {
        return (message, progress) -> {
            throw new BackupException(code, "no room");
        };
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private byte[] bytes(Object message) {
        try {
            return json.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Sent only(String routingKey) {
        List<Sent> found = sent.stream().filter(message -> message.routingKey().equals(routingKey)).toList();
        assertThat(found).as("sent to %s", routingKey).hasSize(1);
        return found.get(0);
    }

    private record Sent(String routingKey, byte[] body, Map<String, Object> headers, Duration expiration) {
    }

    private class RecordingPublisher implements Publisher {

        private String refused = "";

        @Override
        public void publish(String routingKey, byte[] body, Map<String, Object> headers, Duration expiration)
                throws BackupException {
            if (routingKey.equals(refused)) {
                throw new BackupException(ErrorCode.BROKER_UNAVAILABLE, "refused in this test");
            }
            sent.add(new Sent(routingKey, body, headers, expiration));
            happened.add(routingKey.startsWith("status.") ? routingKey + " " + state(body) : routingKey);
        }

        @Override
        public void offer(String routingKey, byte[] body) {
            happened.add(routingKey + " " + state(body));
        }

        private String state(byte[] body) {
            try {
                JsonNode event = json.readTree(body);
                return event.get("state").asText();
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
