package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

/** The main job: a backup from request to verdict. */
class DailyBackupIT {

    private static Stack stack;
    /** One that is PROVEN, for all who only look. */
    private static String proven;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.running();
        proven = stack.provenBackup().getString("id");
    }

    @Test
    void aBackupIsProvenAndNothingIsLeftOver() throws Exception {
        Leftovers.assertNone(stack, proven);
    }

    @Test
    void theApiTellsWhatHappened() {
        JsonPath backup = stack.backup(proven);

        assertThat(backup.getList("stages.stage", String.class)).containsExactly("DUMP", "ENCRYPT", "SHIP", "VERIFY");
        assertThat(backup.getList("stages.state", String.class)).containsOnly("DONE");
        assertThat(backup.getString("proofs[0].verdict")).isEqualTo("PROVEN");
        assertThat(backup.getString("proofs[0].summary"))
                .matches("(\\d+) of \\1 tables identical, \\d+ catalogue entries,"
                        + " \\d+ sequences, \\d+ roles \\(level full\\)");
        assertThat(backup.getList("proofs[0].tables.identical", Boolean.class)).hasSizeGreaterThan(10)
                .containsOnly(true);
        assertThat(backup.getList("proofs[0].steps.name", String.class)).endsWith("compare", "check", "probe",
                "completeness");
        JsonPath status = stack.api().get("/status").jsonPath();
        assertThat(status.getBoolean("rpo.met")).isTrue();
        assertThat(status.getBoolean("rto.met")).isTrue();
        assertThat(status.getString("latestProof.verdict")).isEqualTo("PROVEN");
    }

    @Test
    void aRequestWhileOneRunsIsAnsweredWithThatOne() {
        String first = stack.requestBackup();

        String second = stack.requestBackup();

        assertThat(second).isEqualTo(first);
        stack.awaitProven(first);
    }

    /** Whatever stops or stands still after the dump stops nobody on the source. */
    @Test
    void onceItIsDumpedNothingOfOursIsOnTheSource() throws Exception {
        String id = stack.requestBackup();
        for (String stage : List.of("ENCRYPT", "SHIP", "VERIFY")) {
            stack.awaitStage(id, stage);

            assertThat(stack.stack("psql", "postgres", "-Atc", "SELECT pid, application_name, state, query"
                    + " FROM pg_stat_activity WHERE usename = 'ground_zero_dump' AND (xact_start IS NOT NULL OR"
                    + " backend_xmin IS NOT NULL OR EXISTS (SELECT FROM pg_locks l WHERE l.pid = pg_stat_activity.pid))"))
                    .as(stage).isBlank();
        }
        stack.awaitProven(id);
    }

    @Test
    void aBackupCanBeFollowedThroughAllLogsByItsId() throws Exception {
        for (String service : List.of("dumper", "encryptor", "shipper", "verifier")) {
            assertThat(stack.log(service)).as(service).contains(proven);
        }
    }

    @Test
    void noSecretIsInALog() throws Exception {
        for (String secret : stack.secrets()) {
            for (String service : Stack.SERVICES) {
                assertThat(stack.log(service).contains(secret)).as("a secret in the log of %s", service).isFalse();
            }
        }
    }
}
