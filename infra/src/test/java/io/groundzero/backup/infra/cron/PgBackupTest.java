package io.groundzero.backup.infra.cron;

import static io.groundzero.backup.infra.cron.FakeGateway.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cron gets to see of pg-backup.sh: its exit codes, what it prints, and what it asks of the gateway. */
class PgBackupTest {

    private static final String SCRIPT = Path.of(System.getProperty("gz.root"), "pg-backup.sh").toString();
    private static final String KEY = "gz_0123456789abcdefghijklmnopqrstuvwxyzABCDEF_";
    private static final String STARTED = "{\"id\":\"" + ID + "\"}";
    private static final String RUNNING = backup("DUMPING", "");
    private static final String PROVEN = backup("PROVEN", ",\"verdict\":\"PROVEN\",\"proofs\":[{\"schemaVersion\":1,"
            + "\"verdict\":\"PROVEN\",\"summary\":\"16 of 16 tables identical\",\"tables\":[{\"rows\":7}]}]");
    private static final String REFUTED = backup("REFUTED", ",\"verdict\":\"REFUTED\",\"proofs\":[{\"verdict\":"
            + "\"REFUTED\",\"code\":\"CONTENT_DIFFERS\",\"summary\":\"app: \\\"shop\\\".customer has 1 row less\"},"
            + "{\"verdict\":\"PROVEN\",\"summary\":\"an older one\"}]");
    private static final String CAUSE = ",\"stages\":[{\"stage\":\"DUMP\",\"state\":\"DONE\",\"attempts\":1},"
            + "{\"stage\":\"ENCRYPT\",\"state\":\"WAITING\"},{\"stage\":\"SHIP\",\"state\":\"FAILED\",\"code\":"
            + "\"BUCKET_MISSING\",\"cause\":\"no bucket \\\"x\\\\y\\\"\",\"remedy\":\"Create\\nit.\"}]";
    private static final String PROBLEM = "{\"title\":\"no\",\"code\":\"REQUEST_INVALID\",\"detail\":\"there is no"
            + " cluster x\",\"remedy\":\"Name another.\"}";

    @TempDir
    Path folder;

    private FakeGateway gateway;
    private final Map<String, String> settings = new HashMap<>();

    private record Outcome(int code, String output, String errors) {
    }

    @BeforeEach
    void open() throws IOException {
        gateway = new FakeGateway();
        settings.put("GZ_GATEWAY", gateway.address());
        settings.put("GZ_KEY_FILE", Files.writeString(folder.resolve("key"), KEY + "\n").toString());
        settings.put("GZ_POLL", "0");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of(PROVEN, 0, "PROVEN " + ID + ": 16 of 16 tables identical\n"),
                Arguments.of(REFUTED, 1, "REFUTED " + ID + ": app: \"shop\".customer has 1 row less\n"),
                Arguments.of(backup("FAILED", CAUSE), 2,
                        "FAILED " + ID + "\n  SHIP: BUCKET_MISSING: no bucket \"x\\y\"\n"
                                + "  What to do: Create it.\n"),
                Arguments.of(backup("FAILED", ",\"verdict\":\"INCONCLUSIVE\",\"proofs\":[{\"summary\":\"disk full\"}]"),
                        2,
                        "INCONCLUSIVE " + ID + ": disk full\n"));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void theExitCodeIsTheVerdict(String backup, int code, String words) throws Exception {
        gateway.start(202, STARTED).look(200, RUNNING).look(200, backup);

        Outcome outcome = run();

        assertThat(outcome).isEqualTo(new Outcome(code, "backup " + ID + "\n" + words, ""));
        assertThat(gateway.calls()).extracting(FakeGateway.Call::method, FakeGateway.Call::path).containsExactly(
                tuple("POST", "/api/v1/backups"), tuple("GET", "/api/v1/backups/" + ID),
                tuple("GET", "/api/v1/backups/" + ID));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void cronHearsOnlyOfWhatIsNotProven(String backup, int code, String words) throws Exception {
        gateway.start(202, STARTED).look(200, backup);

        Outcome outcome = run("-q");

        assertThat(outcome).isEqualTo(new Outcome(code, code == 0 ? "" : words, ""));
    }

    @Test
    void noVerdictInTimeIsNoSuccess() throws Exception {
        settings.put("GZ_TIMEOUT", "0");
        gateway.start(202, STARTED).look(200, backup("SHIPPING", CAUSE));

        Outcome outcome = run("-q");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.output()).isEqualTo("NO VERDICT " + ID + ": after 0 s, state SHIPPING\n"
                + "  SHIP: BUCKET_MISSING: no bucket \"x\\y\"\n  What to do: Create it.\n");
    }

    @Test
    void aVerdictThatIsNotHeardIsNone() throws Exception {
        settings.put("GZ_TIMEOUT", "4");
        settings.put("GZ_POLL", "1");
        gateway.start(202, STARTED).look(200, RUNNING).look(503, "{\"detail\":\"the database is away\"}");

        Outcome outcome = run();

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.output()).contains("state DUMPING; the gateway's last answer: 503 the database is away");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(Arguments.of(401, "{\"detail\":\"unknown key\"}", "refuses the key in"),
                Arguments.of(403, "{\"detail\":\"a viewer may only look\"}", "a viewer may only look"),
                Arguments.of(400, PROBLEM, "(400): there is no cluster x What to do: Name another."),
                Arguments.of(404, "<html>\n\"Not Found\"</html>", "(404): <html> \"Not Found\"</html>"),
                Arguments.of(503, "{\"detail\":\"the broker is away\"}", "(503): the broker is away"),
                Arguments.of(202, "<html>welcome</html>", "is no gateway: <html>welcome</html>"),
                Arguments.of(202, "{\"id\":\"../../x\"}", "is no gateway"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whoCannotAskSaysWhy(int status, String body, String words) throws Exception {
        gateway.start(status, body);

        Outcome outcome = run("-q");

        assertThat(outcome.errors()).startsWith("pg-backup: ").contains(words).hasLineCount(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.code()).isEqualTo(4);
    }

    @Test
    void anUnreachableGatewayCannotBeAsked() throws Exception {
        gateway.close();

        Outcome outcome = run();

        assertThat(outcome.errors()).contains("no backup could be asked for at " + settings.get("GZ_GATEWAY"),
                "Failed to connect");
        assertThat(outcome.code()).isEqualTo(4);
    }

    @Test
    void aKeyThatIsRevokedOnTheWayEndsTheWaiting() throws Exception {
        gateway.start(202, STARTED).look(200, RUNNING).look(401, "{}");

        Outcome outcome = run();

        assertThat(outcome.errors()).contains("no longer takes the key", ID + " goes on");
        assertThat(outcome.code()).isEqualTo(4);
    }

    @Test
    void askingAgainStartsNoSecondBackup() throws Exception {
        gateway.startBreaksOff().start(503, "{}").start(202, STARTED).look(200, PROVEN);

        int first = run().code();
        List<String> keys = gateway.calls().stream().filter(call -> call.method().equals("POST"))
                .map(FakeGateway.Call::idempotencyKey).toList();
        int second = run().code();
        List<FakeGateway.Call> all = gateway.calls();

        assertThat(List.of(first, second)).containsOnly(0);
        assertThat(keys).hasSize(3).doesNotContainNull().containsOnly(keys.get(0));
        assertThat(all.get(all.size() - 2).idempotencyKey()).hasSizeBetween(30, 200).isNotEqualTo(keys.get(0));
    }

    @Test
    void troubleWhileWaitingIsTolerated() throws Exception {
        gateway.start(202, STARTED).look(503, "{}").lookBreaksOff().look(404, "{}").look(429, "")
                .lookEndsEarly(backup("FAILED", "")).look(200, "<html>\"</html>").look(200, "").look(200, PROVEN);

        Outcome outcome = run("-q");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        assertThat(gateway.calls()).hasSize(9);
    }

    @Test
    void theBackupThatAnswersTheRequestIsFollowed() throws Exception {
        String other = "main-20261126T025959Z";
        gateway.start(202, STARTED).look(200, backup("JOINED", ",\"joined\":\"" + other + "\"")).look(503, "{}")
                .look(200, PROVEN);

        Outcome outcome = run();

        assertThat(outcome.output()).endsWith("PROVEN " + other + ": 16 of 16 tables identical\n");
        assertThat(gateway.calls().get(3).path()).endsWith(other);
    }

    @Test
    void wordsInACauseAreNoVerdict() throws Exception {
        settings.put("GZ_TIMEOUT", "0");
        gateway.start(202, STARTED).look(200, "{\"stages\":[{\"state\":\"PROVEN\",\"cause\":\"\\\\\\\",\\\"state\\\":"
                + "\\\"PROVEN\\\"}\"}],\"note\":\"}{\",\"state\":\"VERIFYING\",\"proofs\":[{\"state\":\"PROVEN\"}]}");

        Outcome outcome = run();

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.output()).contains("state VERIFYING");
    }

    @Test
    void theKeyIsInNoArgument() throws Exception {
        settings.put("GZ_CLUSTER", "main");
        gateway.start(202, STARTED).look(200, PROVEN);

        run();

        assertThat(gateway.calls()).hasSize(2).allSatisfy(call -> {
            assertThat(call.authorization()).isEqualTo("Bearer " + KEY);
            assertThat(call.arguments()).anyMatch(line -> line.contains("curl")).noneMatch(line -> line.contains(KEY));
        });
        assertThat(gateway.calls().get(0).body()).isEqualTo("{\"cluster\":\"main\"}");
    }

    static Stream<Arguments> misuses() {
        return Stream.of(Arguments.of("GZ_GATEWAY", "127.0.0.1:8080", "http://"),
                Arguments.of("GZ_GATEWAY", "http://x/ -o /etc/passwd", "GZ_GATEWAY must be an address"),
                Arguments.of("GZ_CLUSTER", "a\"b", "GZ_CLUSTER"), Arguments.of("GZ_TIMEOUT", "4h", "GZ_TIMEOUT"),
                Arguments.of("GZ_TIMEOUT", "08", "GZ_TIMEOUT"), Arguments.of("GZ_POLL", "-1", "GZ_POLL"),
                Arguments.of("GZ_KEY_FILE", "", "GZ_KEY_FILE must name a file"),
                Arguments.of("GZ_KEY_FILE", "/nonexistent", "cannot read /nonexistent"),
                Arguments.of("GZ_KEY_FILE", "/dev/null", "/dev/null is empty"),
                Arguments.of("GZ_KEY_FILE", SCRIPT, "is no API key"));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void aSettingThatMakesNoSenseIsMisuse(String name, String value, String words) throws Exception {
        settings.put(name, value);

        Outcome outcome = run("-q");

        assertThat(outcome.errors()).contains(words).hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(64);
        assertThat(gateway.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "main", "--help"})
    void anUnknownArgumentIsMisuse(String argument) throws Exception {
        Outcome outcome = run(argument);

        assertThat(outcome.code()).isEqualTo(64);
        assertThat(gateway.calls()).isEmpty();
    }

    @Test
    void helpNamesEverySettingAndExitCode() throws Exception {
        Outcome outcome = run("-h");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("GZ_KEY_FILE", "GZ_GATEWAY", "GZ_CLUSTER", "GZ_TIMEOUT", "GZ_POLL",
                "0 PROVEN", "1 REFUTED", "64 ").doesNotContain("set -u", "LC_ALL");
    }

    private static String backup(String state, String more) {
        return "{\"id\":\"" + ID + "\",\"cluster\":\"main\",\"requestedAt\":\"2026-11-26T03:00:00Z\",\"state\":\""
                + state
                + "\"" + more + "}";
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("/bin/sh", SCRIPT), Stream.of(arguments)).toList())
                .redirectOutput(output.toFile()).redirectError(errors.toFile());
        // as poor as cron's
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
