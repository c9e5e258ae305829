package io.groundzero.backup.gateway.status;

import static io.groundzero.backup.gateway.Scene.SOON;
import static io.groundzero.backup.gateway.Scene.awaitBackup;
import static io.groundzero.backup.gateway.Scene.event;
import static io.groundzero.backup.gateway.Scene.newId;
import static io.groundzero.backup.gateway.Scene.tell;
import static io.groundzero.backup.gateway.Scene.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.contracts.message.StageState;
import io.groundzero.backup.gateway.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A status is of one moment, whatever is stored while it is read. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SnapshotTest {

    /** Stores something in the middle of a reading, as the services' events do. */
    @ApplicationScoped
    @Priority(1)
    static class Meanwhile implements Concern {

        private volatile Runnable store = () -> {
        };

        void store(Runnable once) {
            store = once;
        }

        @Override
        public List<Protection.Problem> problems(Instant now) {
            Runnable once = store;
            store = () -> {
            };
            // by another connection: this one reads
            CompletableFuture.runAsync(once).join();
            return List.of();
        }
    }

    @Inject
    Meanwhile meanwhile;

    @Inject
    RecentStatus recent;

    @Inject
    DataSource database;

    @Test
    void aBackupIsComparedWhileTheStatusIsRead() throws Exception {
        // Given a backup that was not compared with those before it
        String id = newId("main");
        tell(event(id, "main", Stage.DUMP, StageState.STARTED, 1));
        awaitBackup(id);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                viewer().get("/api/v1/status").jsonPath().getString("latestBackup.id")).isEqualTo(id));

        // When it is, after its row was read and before it is asked for by what the comparison found
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        meanwhile.store(() -> stored.complete(compared(id)));
        recent.forget();
        int status = viewer().get("/api/v1/status").statusCode();

        // Then
        assertThat(stored).isCompletedWithValue(true);
        assertThat(status).isEqualTo(200);
    }

    private boolean compared(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE backup SET size_drop = '', rows_drop = '' WHERE id = ?")) {
            update.setString(1, id);
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
