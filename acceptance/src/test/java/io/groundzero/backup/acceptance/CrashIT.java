package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever dies, whenever: the backup still ends PROVEN and nothing is left over. */
class CrashIT {

    /** All pairs of a service and a stage, for {@code make crash}; otherwise a sample, because each takes half a minute. */
    private static final boolean ALL = Boolean.getBoolean("gz.crash.all");
    private static final List<String> STAGES = List.of("DUMP", "ENCRYPT", "SHIP", "VERIFY");
    /** Each service in its own stage and, waiting for its work, in the one before; the gateway at both ends. */
    private static final Map<String, List<String>> SAMPLE = Map.of("DUMP", List.of("dumper", "encryptor", "gateway"),
            "ENCRYPT", List.of("encryptor", "shipper"), "SHIP", List.of("shipper", "verifier"),
            "VERIFY", List.of("verifier", "gateway"));

    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.running();
    }

    static Stream<Arguments> victims() {
        return STAGES.stream().flatMap(stage -> (ALL ? Stack.SERVICES : SAMPLE.get(stage)).stream()
                .map(service -> Arguments.of(service, stage)));
    }

    @ParameterizedTest(name = "{0} killed in {1}")
    @MethodSource("victims")
    void aKilledServiceTakesUpItsWorkAgain(String service, String stage) throws Exception {
        String id = stack.requestBackup();
        stack.awaitStage(id, stage);

        stack.stack("kill", service);
        stack.stack("start", service);

        stack.awaitProven(id);
        Leftovers.assertNone(stack, id);
        assertThat(stack.failures(id)).isEmpty();
    }

    /** Must show 4 of the proof: the throwaway server dies with its verifier, and the test is taken up again. */
    @Test
    void aVerifierKilledInTheMiddleOfARestoreLeavesNothing() throws Exception {
        String id = stack.requestBackup();
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20))
                .until(() -> Leftovers.throwawayProcesses(stack).stream()
                        .anyMatch(line -> line.contains("pg_restore")));

        stack.stack("kill", "verifier");

        await().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(Leftovers.throwawayProcesses(stack)).as("what the killed verifier ran").isEmpty());
        assertThat(stack.folder().resolve("verifier/scratch/run")).as("its folder, before the restart").isDirectory();
        stack.stack("start", "verifier");
        stack.awaitProven(id);
        Leftovers.assertNone(stack, id);
        assertThat(stack.backup(id).getInt("stages.find { it.stage == 'VERIFY' }.attempts")).isEqualTo(1);
    }

    @Test
    void everythingKilledAtOnceTakesUpItsWorkAgain() throws Exception {
        String id = stack.requestBackup();
        stack.awaitStage(id, "ENCRYPT");

        for (String service : Stack.SERVICES) {
            stack.stack("kill", service);
        }
        for (String service : Stack.SERVICES) {
            stack.stack("start", service);
        }

        stack.awaitProven(id);
        Leftovers.assertNone(stack, id);
    }

    @ParameterizedTest(name = "broker restarted in {0}")
    @MethodSource("stages")
    void aRestartedBrokerLosesNothing(String stage) throws Exception {
        String id = stack.requestBackup();
        stack.awaitStage(id, stage);

        stack.stack("restart-broker");

        stack.awaitProven(id);
        Leftovers.assertNone(stack, id);
    }

    static Stream<String> stages() {
        return STAGES.stream().filter(stage -> ALL || stage.equals("DUMP") || stage.equals("VERIFY"));
    }
}
