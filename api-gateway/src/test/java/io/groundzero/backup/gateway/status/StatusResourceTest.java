package io.groundzero.backup.gateway.status;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** A caller that knows the status is told only what is new. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class StatusResourceTest {

    @Test
    void anAnswerIsSparedUntilSomethingHappens() throws Exception {
        // Given; while nothing happens but a minute's turn
        String[] tag = new String[1];
        await().atMost(SOON).untilAsserted(() -> {
            tag[0] = viewer().get("/api/v1/status").header("ETag");
            Response answer = known(tag[0]);
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.asString()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo(tag[0]);
        });

        // When
        String id = newId("main");
        tell(event(id, "main", Stage.DUMP, StageState.STARTED, 1));

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            Response answer = known(tag[0]);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header("ETag")).isNotEqualTo(tag[0]);
            assertThat(answer.jsonPath().getString("latestBackup.id")).isEqualTo(id);
        });
    }

    private static Response known(String tag) {
        return viewer().header("If-None-Match", tag).get("/api/v1/status");
    }
}
