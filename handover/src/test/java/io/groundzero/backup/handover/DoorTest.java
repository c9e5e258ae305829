package io.groundzero.backup.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.groundzero.backup.contracts.drill.DrillOrder;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.message.BackupRequested;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.Subject;

/** Whatever a delivery holds and wherever it comes from: it is worked on, waits, or is parked as it came. */
class DoorTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final String ID = "main-20261123T025900Z";
    private static final Digest CONTENT = new Digest(7, "a".repeat(64));

    private static final Map<String, Subject> MESSAGES = new TreeMap<>(Map.of(
            BackupRequested.ROUTING_KEY, new BackupRequested(ID, "main", NOW, "api"),
            ArtifactDumped.ROUTING_KEY,
            new ArtifactDumped(ID, "main",
                    new DumpedArtifact("app", ArtifactKind.DATABASE, "app.sql.gz.gpg", "work/" + ID + "/app", false,
                            false, CONTENT)),
            ArtifactEncrypted.ROUTING_KEY,
            new ArtifactEncrypted(ID, "main",
                    new EncryptedArtifact("app", ArtifactKind.DATABASE, "app.sql.gz.gpg", CONTENT, CONTENT, List.of()),
                    "pg/" + ID + "/app.sql.gz.gpg", 3),
            BackupShipped.ROUTING_KEY,
            new BackupShipped(ID, "main", "main/" + ID + "/manifest.json", CONTENT, NOW,
                    new DrillOrder("drill-20261123T025900Z", NOW, "api", 1, 1,
                            List.of(new DrillOrder.Restore(NOW, 1, 1))))));

    private final ObjectMapper json = WireFormat.mapper();
    private final List<String> keys = new ArrayList<>();
    private final List<Map<String, Object>> headers = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Subject> workedOn = new ArrayList<>();

    static Stream<String> routingKeys() {
        return MESSAGES.keySet().stream();
    }

    /** Each value in each message, replaced by each of what nobody expects there. */
    static Stream<Arguments> strange() {
        List<String> values = List.of("null", "7", "-1", "1e999", "\"\"", "\"../../etc/passwd\"", "\"\\u0000\"", "[]",
                "{}", "[null]", "\"" + "x".repeat(10_000) + "\"", "true", "9223372036854775808",
                "\"+999999999-12-31T23:59:59Z\"", "\"-999999999-01-01T00:00:00Z\"");
        return MESSAGES.entrySet().stream().flatMap(message -> paths("", tree(message.getValue())).stream()
                .flatMap(path -> values.stream()
                        .map(value -> Arguments.of(message.getKey(), path, value))));
    }

    @Test
    void whateverOneValueIsTheMessageIsWorkedOnOrParkedAndTheNextOneIsWorkedOn() throws Exception {
        for (Arguments one : strange().toList()) {
            String routingKey = (String) one.get()[0];
            byte[] body = replaced(routingKey, (String) one.get()[1], (String) one.get()[2]);

            deliver(routingKey, routingKey, Map.of(), body);

            assertThat(workedOn.size() + keys.stream().filter(key -> !key.startsWith("status.")).count())
                    .as("%s with %s = %s", routingKey, one.get()[1], one.get()[2]).isEqualTo(1);
            workedOn.clear();
            keys.clear();
        }
        assertThat(strange().count()).isGreaterThan(500);
    }

    @ParameterizedTest
    @MethodSource("routingKeys")
    void whatHasOnlyIdAndClusterIsParkedUnlessThatIsAll(String routingKey) throws Exception {
        byte[] body = "{\"backupId\":\"main-20261123T025900Z\",\"cluster\":\"main\"}".getBytes(StandardCharsets.UTF_8);

        deliver(routingKey, routingKey, Map.of(), body);

        if (routingKey.equals(BackupRequested.ROUTING_KEY)) {
            assertThat(workedOn).hasSize(1);
        } else {
            parked("MESSAGE_UNREADABLE", body);
        }
    }

    static Stream<Arguments> bodies() {
        List<String> texts = List.of("", "x", "{\"backupId\":\"x\",\"cluster\":\"main\"}",
                "{\"backupId\":\"main-20261123T025900Z\",\"cluster\":\"other\"}", "{\"a\":".repeat(100_000),
                "[".repeat(900_000), "[".repeat(StageRunner.LARGEST + 1), "\u00ff\u00fe");
        return MESSAGES.keySet().stream().flatMap(key -> texts.stream()
                .map(text -> Arguments.of(key, text.getBytes(StandardCharsets.ISO_8859_1))));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("bodies")
    void whatCannotBeReadIsParkedAsItCame(String routingKey, byte[] body) throws Exception {
        deliver(routingKey, routingKey, Map.of(), body);

        parked("MESSAGE_UNREADABLE", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "2147483647", "2147483648", "x", ""})
    void anAbsurdAttemptIsOneThatCanBe(String attempt) throws Exception {
        deliver(BackupRequested.ROUTING_KEY, "delay.1.q", Map.of(Headers.ATTEMPT, attempt),
                json.writeValueAsBytes(MESSAGES.get(BackupRequested.ROUTING_KEY)));

        assertThat(workedOn).hasSize(1);
        assertThat(Headers.attempt(Map.of(Headers.ATTEMPT, attempt))).isBetween(1, 1000);
    }

    @Test
    void headersMayHoldAnything() throws Exception {
        Map<String, Object> absurd = new HashMap<>();
        absurd.put(Headers.ATTEMPT, List.of(Map.of("x", List.of())));
        absurd.put("traceparent", new byte[0]);
        absurd.put("none", null);

        deliver(BackupRequested.ROUTING_KEY, BackupRequested.ROUTING_KEY, absurd,
                json.writeValueAsBytes(MESSAGES.get(BackupRequested.ROUTING_KEY)));

        assertThat(workedOn).hasSize(1);
    }

    @Test
    void anErrorOfTheWorkEndsNoConsumer() throws Exception {
        run(BackupRequested.ROUTING_KEY, BackupRequested.ROUTING_KEY, Map.of(),
                json.writeValueAsBytes(MESSAGES.get(BackupRequested.ROUTING_KEY)), BackupRequested.class, (m, p) -> {
                    throw new StackOverflowError();
                });

        assertThat(keys).contains("delay.1.q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay.1.q", "delay.2.q", "delay.3.q", "retry.q"})
    void whatTheServiceDelayedAndWhatTheGatewaySentBackIsTaken(String routingKey) throws Exception {
        deliver(BackupShipped.ROUTING_KEY, routingKey, Map.of(),
                json.writeValueAsBytes(MESSAGES.get(BackupShipped.ROUTING_KEY)));

        assertThat(workedOn).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"artifact.dumped", "status.dump", "delay.1.dumper", "delay.4.q", "delay.1.q.x",
            "retry.dumper",
            "parked.q", ""})
    void whatWasPublishedUnderAnotherKeyIsParkedAsMisdirected(String routingKey) throws Exception {
        byte[] body = json.writeValueAsBytes(MESSAGES.get(BackupShipped.ROUTING_KEY));

        deliver(BackupShipped.ROUTING_KEY, routingKey, Map.of(), body);

        parked("MESSAGE_MISDIRECTED", body);
        assertThat(workedOn).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CC", "BCC"})
    void whatNamesFurtherReceiversIsParkedAsMisdirected(String header) throws Exception {
        byte[] body = json.writeValueAsBytes(MESSAGES.get(BackupShipped.ROUTING_KEY));

        deliver(BackupShipped.ROUTING_KEY, BackupShipped.ROUTING_KEY, Map.of(header, List.of("backup.shipped")), body);

        parked("MESSAGE_MISDIRECTED", body);
    }

    /** Every time that a message names, its ids among them. */
    static Stream<Arguments> times() {
        return MESSAGES.entrySet().stream().flatMap(message -> paths("", tree(message.getValue())).stream()
                .filter(path -> tree(message.getValue()).at(path).asText().matches(".*2026.*Z"))
                .map(path -> Arguments.of(message.getKey(), path)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("times")
    void aTimeThatHasNotComeIsParkedAndBothTimesAreNamed(String routingKey, String path) throws Exception {
        byte[] body = with(routingKey, path, Instant.parse("2099-01-01T00:00:00Z"));

        deliver(routingKey, routingKey, Map.of(), body);

        Map<String, Object> told = parked("MESSAGE_FROM_THE_FUTURE", body);
        assertThat(told.get(Headers.CAUSE).toString()).contains("2099-01-01T00:00:00Z", NOW.toString());
        assertThat(workedOn).isEmpty();
        assertThat(keys).as("nothing is told in its name").containsExactly("parked.q");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("times")
    void twoMinutesAreNothing(String routingKey, String path) throws Exception {
        deliver(routingKey, routingKey, Map.of(), with(routingKey, path, NOW.plusSeconds(120)));

        assertThat(workedOn).hasSize(1);
    }

    /** The clock here is slow, say: told, and no backup stops. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("times")
    void aTimeThatComesSoonWaitsForIt(String routingKey, String path) throws Exception {
        deliver(routingKey, routingKey, Map.of(), with(routingKey, path, NOW.plusSeconds(121)));

        assertThat(keys).containsExactly("delay.1.q", "status.verify");
        assertThat(headers.get(0)).containsEntry(Headers.CODE, "MESSAGE_FROM_THE_FUTURE");
        assertThat(json.readValue(bodies.get(1), StatusEvent.class).cause()).contains(NOW.toString());
    }

    private Map<String, Object> parked(String code, byte[] body) {
        assertThat(keys).contains("parked.q");
        int index = keys.indexOf("parked.q");
        assertThat(headers.get(index)).containsEntry(Headers.CODE, code);
        assertThat(bodies.get(index)).isEqualTo(body);
        return headers.get(index);
    }

    private void deliver(String expected, String actual, Map<String, Object> with, byte[] body) throws Exception {
        switch (expected) {
            case BackupRequested.ROUTING_KEY -> run(expected, actual, with, body, BackupRequested.class, this::note);
            case ArtifactDumped.ROUTING_KEY -> run(expected, actual, with, body, ArtifactDumped.class, this::note);
            case ArtifactEncrypted.ROUTING_KEY -> run(expected, actual, with, body, ArtifactEncrypted.class,
                    this::note);
            default -> run(expected, actual, with, body, BackupShipped.class, this::note);
        }
    }

    private <M extends Record & Subject> void run(String expected, String actual, Map<String, Object> with, byte[] body,
            Class<M> type, Work<M> work) throws Exception {
        Publisher publisher = new Publisher() {

            @Override
            public void publish(String routingKey, byte[] message, Map<String, Object> head, Duration expiration) {
                keys.add(routingKey);
                headers.add(head);
                bodies.add(message);
            }

            @Override
            public void offer(String routingKey, byte[] message) {
                // may be lost
            }
        };
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        new StageRunner("q", publisher, new StatusReporter(publisher, json, clock, Stage.VERIFY),
                new RetryPolicy(List.of(Duration.ofSeconds(1)), 3),
                new BegunAttempts(Optional.empty()), json, clock)
                .run(new Delivery(actual, Optional.empty(), with, body), Origin.ofWork("q", expected), type, work);
    }

    private Work.Result note(Subject message, Work.Progress progress) {
        workedOn.add(message);
        return Work.Result.of(List.of(), null, null);
    }

    private byte[] with(String routingKey, String path, Instant time) throws Exception {
        String old = tree(MESSAGES.get(routingKey)).at(path).asText();
        String id = time.toString().replaceAll("[-:]", "");
        return replaced(routingKey, path, '"' + (old.contains("-2026") && !old.contains(":")
                ? old.substring(0, old.lastIndexOf('-') + 1) + id
                : time.toString()) + '"');
    }

    private byte[] replaced(String routingKey, String path, String value) throws Exception {
        JsonNode tree = tree(MESSAGES.get(routingKey));
        int slash = path.lastIndexOf('/');
        JsonNode parent = tree.at(path.substring(0, slash));
        if (parent instanceof ObjectNode object) {
            object.put(path.substring(slash + 1), "@here@");
        }
        return json.writeValueAsString(tree).replace("\"@here@\"", value).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(Subject message) {
        return WireFormat.mapper().valueToTree(message);
    }

    private static List<String> paths(String prefix, JsonNode tree) {
        List<String> paths = new ArrayList<>();
        tree.fields().forEachRemaining(field -> {
            paths.add(prefix + "/" + field.getKey());
            paths.addAll(paths(prefix + "/" + field.getKey(), field.getValue()));
        });
        for (int i = 0; i < (tree.isArray() ? tree.size() : 0); i++) {
            paths.addAll(paths(prefix + "/" + i, tree.get(i)));
        }
        return paths;
    }
}
