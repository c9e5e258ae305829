package io.groundzero.backup.gateway.untaken;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.at;
import static io.groundzero.backup.gateway.Scene.awaitBackup;
import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.rabbitmq.client.GetResponse;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.message.StatusEvent.Facts;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;

/** A queue is purged on the broker: what lay in it is asked for again. */
@QuarkusTest
@TestProfile(LostMessageTest.Impatient.class)
@QuarkusTestResource(Servers.class)
class LostMessageTest {

    private static final Digest CONTENT = new Digest(1, "0".repeat(64));

    /** For what takes five minutes otherwise. */
    public static class Impatient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gz.gateway.untaken-after", "PT2S", "gz.gateway.look-every", "PT1S");
        }
    }

    @Test
    void workThatIsLostWithItsQueueIsSentAgain() throws Exception {
        // Given a dump whose files wait to be encrypted
        String id = newId("main");
        Servers.publish("dumper", ArtifactDumped.ROUTING_KEY, "{\"backupId\":\"" + id + "\"}", Map.of());
        tell(dumped(id));
        awaitBackup(id);

        // When
        int lost = Servers.purge("encryptor");

        // Then the dumper is asked again, which finds its finished dump and hands it on
        assertThat(lost).isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> {
            GetResponse request = Servers.take("dumper");
            assertThat(request).isNotNull();
            assertThat(new JsonPath(new String(request.getBody(), StandardCharsets.UTF_8)).getString("backupId"))
                    .isEqualTo(id);
        });
    }

    private static StatusEvent dumped(String id) {
        StatusEvent done = event(id, "main", Stage.DUMP, StageState.DONE, 1);
        DumpRecord record = new DumpRecord(id, "main", at(id, 0), at(id, 0), at(id, 1), null, List.of(),
                List.of(new DumpedArtifact("app", ArtifactKind.DATABASE, "app.dir.tar.gpg", "work/" + id + "/app.dir",
                        true, false, CONTENT)),
                "directory", "full", Map.of(), List.of(), List.of());
        return new StatusEvent(done.id(), id, "main", Stage.DUMP, null, StageState.DONE, 1, done.at(), null, null, null,
                null, null, Facts.dumped(record));
    }
}
