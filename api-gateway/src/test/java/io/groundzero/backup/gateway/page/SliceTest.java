package io.groundzero.backup.gateway.page;

import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.gateway.Scene;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Whoever goes through the pages of a list sees every row once, also those of one and the same second. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SliceTest {

    @Test
    void noRowIsLostOrRepeatedBetweenPages() throws Exception {
        // Given two of one second, and a filter that leaves them alone
        Instant second = BackupId.parse(newId("main")).time();
        List<String> told = new ArrayList<>();
        for (String cluster : List.of("page-a", "page-b", "page-c", "page-d")) {
            told.add(0, new BackupId(cluster, second).toString());
            tell(event(told.get(0), cluster, Stage.DUMP, StageState.STARTED, 1));
        }
        await().atMost(Scene.SOON).untilAsserted(() -> assertThat(newest(4)).isEqualTo(told));

        // When
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            JsonPath page = viewer()
                    .get("/api/v1/backups?limit=1" + (next == null ? "" : "&after=" + next)).jsonPath();
            assertThat(page.getList("backups")).hasSize(1);
            seen.add(page.getString("backups[0].id"));
            next = page.getString("next");
        } while (next != null && seen.size() < 4);

        // Then
        assertThat(seen).isEqualTo(told);
    }

    @Test
    void theLastPageHasNoNext() throws Exception {
        String id = newId("lonely");
        tell(event(id, "lonely", Stage.DUMP, StageState.STARTED, 1));
        Scene.awaitBackup(id);

        JsonPath page = viewer().get("/api/v1/backups?cluster=lonely&limit=1").jsonPath();

        assertThat(page.getList("backups.id")).containsExactly(id);
        assertThat(page.getString("next")).isNull();
    }

    private static List<String> newest(int limit) {
        return viewer().queryParam("limit", limit).get("/api/v1/backups").jsonPath().getList("backups.id");
    }
}
