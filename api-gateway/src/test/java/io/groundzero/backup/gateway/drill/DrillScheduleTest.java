package io.groundzero.backup.gateway.drill;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.contracts.message.StatusEvent.Shipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.gateway.Servers;
import io.groundzero.backup.gateway.alarm.ControlledClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Game days are held in the nights as well in which clocks are changed. The test owns the clock. */
@QuarkusTest
@TestProfile(DrillScheduleTest.InBerlin.class)
@QuarkusTestResource(Servers.class)
class DrillScheduleTest {

    /** At a time that does not exist on 2027-03-28. */
    public static class InBerlin implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gz.gateway.clusters", "main", "gz.drills.schedule", "0 30 2 * * ?", "gz.drills.time-zone",
                    "Europe/Berlin");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ControlledClock.class);
        }
    }

    @Test
    void theNightOfTheChangeToSummerTimeHasItsGameDay() throws Exception {
        // Given a backup in the bucket
        Instant dayBefore = Instant.parse("2027-03-27T12:00:00Z");
        ControlledClock.set(dayBefore);
        String id = new BackupId("main", dayBefore).toString();
        BackupShipped shipped = new BackupShipped(id, "main", "x/main/" + id + "/manifest.json",
                new Digest(1, "0".repeat(64)), dayBefore);
        tell(new StatusEvent(id + " s", id, "main", Stage.SHIP, "a", StageState.DONE, 1, dayBefore, null, null, null,
                null, null, new Facts(null, new Shipped(shipped, null), null, null, null)));
        await().atMost(SOON).untilAsserted(
                () -> assertThat(viewer().get("/api/v1/backups/{id}", id).statusCode()).isEqualTo(200));

        // When the clocks are put forward, from 02:00 to 03:00
        ControlledClock.set(Instant.parse("2027-03-28T00:59:59Z"));
        ControlledClock.set(Instant.parse("2027-03-28T01:00:00Z"));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(viewer().get("/api/v1/drills").jsonPath()
                .getList("drills.requestedAt", String.class)).contains("2027-03-28T01:00:00Z"));
    }
}
