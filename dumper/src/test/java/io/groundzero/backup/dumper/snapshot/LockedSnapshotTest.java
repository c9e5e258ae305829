package io.groundzero.backup.dumper.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.source.Query;
import io.groundzero.backup.dumper.source.SourceServer;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.fingerprint.Fingerprints;

class LockedSnapshotTest {

    @TempDir
    Path folder;

    private SourceCluster source;
    private SourceServer server;

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        server = SourceServer.of(new DumpSetting(folder).cluster());
        source.create("locks", "CREATE TABLE t(x int)", "INSERT INTO t SELECT generate_series(1, 10)");
    }

    @Test
    void seesWhatATruncateThatItWaitedForHasLeft() throws Exception {
        try (Connection other = source.connect("locks");
                Statement statement = other.createStatement();
                Connection observer = server.open("locks")) {
            statement.execute("BEGIN");
            statement.execute("TRUNCATE t");
            statement.execute("INSERT INTO t VALUES (1), (2), (3)");
            CompletableFuture<Long> rows = CompletableFuture.supplyAsync(() -> rowsInSnapshot(observer));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> source.text("locks", "SELECT count(*) FROM pg_locks WHERE NOT granted").equals("1"));

            statement.execute("COMMIT");

            assertThat(rows.get()).isEqualTo(3);
        }
    }

    @Test
    void keepsTablesFromBeingTruncated() throws Exception {
        try (Connection observer = server.open("locks");
                LockedSnapshot snapshot = take(observer, Fingerprints::lockable)) {
            assertThatThrownBy(() -> source.run("locks", "SET lock_timeout = 200", "TRUNCATE t"))
                    .isInstanceOf(SQLException.class).hasMessageContaining("lock timeout");
            source.run("locks", "DELETE FROM t");

            assertThat(rows(snapshot.connection())).isEqualTo(10);
        }
    }

    @Test
    void startsAgainWhenATableHasBeenCreatedMeanwhile() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Connection observer = server.open("locks"); LockedSnapshot snapshot = take(observer, connection -> {
            var tables = Fingerprints.lockable(connection);
            if (calls.incrementAndGet() == 1) {
                source.run("locks", "CREATE TABLE late(x int)");
            }
            return tables;
        })) {
            assertThat(calls).hasValue(4);
            assertThat(Query.texts(snapshot.connection(), "SELECT relation::regclass::text FROM pg_locks "
                    + "WHERE pid = pg_backend_pid() AND mode = 'AccessShareLock'")).contains("public.t", "public.late");
        }
    }

    @Test
    void startsAgainWhenATableHasBeenDroppedMeanwhile() throws Exception {
        source.run("locks", "CREATE TABLE passing(x int)");
        AtomicInteger calls = new AtomicInteger();
        try (Connection observer = server.open("locks"); LockedSnapshot snapshot = take(observer, connection -> {
            var tables = Fingerprints.lockable(connection);
            if (calls.incrementAndGet() == 1) {
                source.run("locks", "DROP TABLE passing");
            }
            return tables;
        })) {
            assertThat(rows(snapshot.connection())).isEqualTo(10);
        }
    }

    @Test
    void givesUpWhenTablesKeepComing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Connection observer = server.open("locks")) {
            assertThatThrownBy(() -> take(observer, connection -> {
                var tables = Fingerprints.lockable(connection);
                source.run("locks", "CREATE TABLE late" + calls.incrementAndGet() + "(x int)");
                return tables;
            })).isInstanceOfSatisfying(BackupException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_CHANGED));
        }
    }

    @Test
    void locksManyTables() throws Exception {
        source.run("locks", "DO $$ BEGIN FOR i IN 1..1000 LOOP EXECUTE format('CREATE TABLE many%s(x int)', i); "
                + "END LOOP; END $$");
        try (Connection observer = server.open("locks");
                LockedSnapshot snapshot = take(observer, Fingerprints::lockable)) {
            assertThat(Query.texts(snapshot.connection(), "SELECT count(DISTINCT l.relation) FROM pg_locks l "
                    + "JOIN pg_class c ON c.oid = l.relation WHERE pid = pg_backend_pid() AND relname LIKE 'many%'"))
                    .containsExactly("1000");
        }
    }

    private long rowsInSnapshot(Connection observer) {
        try (LockedSnapshot snapshot = take(observer, Fingerprints::lockable)) {
            return rows(snapshot.connection());
        } catch (BackupException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private LockedSnapshot take(Connection observer, LockedSnapshot.TableList tables) throws BackupException {
        return LockedSnapshot.take(server, "locks", 15, observer, tables, Duration.ofSeconds(10));
    }

    private static long rows(Connection connection) throws SQLException {
        return Query.one(connection, "SELECT count(*) FROM public.t", row -> row.getLong(1));
    }
}
