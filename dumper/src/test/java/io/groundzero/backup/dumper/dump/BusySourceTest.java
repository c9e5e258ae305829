package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.fingerprint.Comparison;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.postgres.ChildProcess;

/** A source that is written to, and whose schema changes, while it is dumped. */
class BusySourceTest {

    private static final String DATABASE = "busy";

    @TempDir
    Path folder;

    private SourceCluster source;
    private DumpSetting setting;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        setting = new DumpSetting(folder);
        setting.databases = List.of(DATABASE);
        setting.level = Level.FULL;
        setting.readers = 2;
        source.create(DATABASE, "CREATE TABLE account(id int PRIMARY KEY, balance numeric NOT NULL, note text)",
                "INSERT INTO account SELECT i, 0, repeat(md5(i::text), 20) FROM generate_series(1, 20000) i",
                "CREATE TABLE history(id bigserial PRIMARY KEY, account int, at timestamptz DEFAULT now())",
                "CREATE TABLE queue(id serial, payload text)", "CREATE SEQUENCE countdown INCREMENT -3 MAXVALUE 0",
                "CREATE FUNCTION version_of() RETURNS int LANGUAGE sql AS 'SELECT 0'",
                "CREATE VIEW balance AS SELECT sum(balance) FROM account",
                "CREATE TABLE part(k int) PARTITION BY LIST (k)", "SELECT lo_from_bytea(0, 'large')");
        source.run("postgres", "ALTER ROLE dump SET lo_compat_privileges = on");
    }

    @AfterEach
    void calm() throws Exception {
        stop.set(true);
        clients.shutdownNow();
        source.run("postgres", "ALTER ROLE dump RESET lo_compat_privileges");
        source.drop(DATABASE, "restored");
    }

    @Test
    void changesDuringTheDumpAreNoDifferenceButALossIs() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        for (int client = 0; client < 2; client++) {
            keep(changes, "UPDATE account SET balance = balance + 1 WHERE id = 1 + (random() * 19999)::int",
                    "INSERT INTO history(account) VALUES (1)", "SELECT nextval('countdown')",
                    "DELETE FROM account WHERE id = 1 + (random() * 19999)::int");
        }
        keep(changes, "CREATE INDEX IF NOT EXISTS passing ON account(balance)",
                "CREATE OR REPLACE FUNCTION version_of() RETURNS int LANGUAGE sql AS 'SELECT " + "%d'",
                "GRANT SELECT ON history TO PUBLIC", "COMMENT ON TABLE account IS 'state %d'",
                "SET lock_timeout = '50ms'", "DROP INDEX passing", "TRUNCATE queue",
                "REVOKE ALL ON history FROM PUBLIC",
                "INSERT INTO queue(payload) SELECT 'x' FROM generate_series(1, 100)",
                "CREATE TABLE part_%d PARTITION OF part FOR VALUES IN (%1$d)",
                "ALTER TABLE history ALTER account SET STATISTICS %d");
        await().atMost(Duration.ofSeconds(60)).until(() -> changes.get() > 200);

        for (int round = 0; round < 3; round++) {
            DumpRecord record = dump();

            Fingerprint fingerprint = WireFormat.mapper()
                    .readValue(folder.resolve("volume/work/" + setting.id() + "/fingerprint.json").toFile(),
                            Fingerprint.class);
            DatabaseFingerprint expected = fingerprint.databases().get(0);
            restore(record);
            assertThat(Comparison.differences(expected, read())).isEmpty();
            assertThat(expected.tables()).allMatch(table -> table.content() != null);
            source.run("restored", "DELETE FROM account WHERE ctid = (SELECT min(ctid) FROM account)",
                    "DROP VIEW balance", "SELECT setval('history_id_seq', 1)");
            assertThat(Comparison.differences(expected, read())).hasSize(3)
                    .anyMatch(difference -> difference.contains("public.account has "))
                    .anyMatch(difference -> difference.contains("view public.balance is missing"))
                    .anyMatch(difference -> difference.contains("sequence public.history_id_seq stands at 1,"));
        }
        for (Future<?> client : running) {
            assertThat(client.isDone()).isFalse();
        }
    }

    /** As the service does, again and again if it gave way. */
    private DumpRecord dump() throws Exception {
        for (int attempt = 1;; attempt++) {
            try {
                return setting.dump();
            } catch (BackupException e) {
                boolean gaveWay = e.code() == ErrorCode.SOURCE_CHANGED || e.code() == ErrorCode.SOURCE_LOCKED;
                if (!gaveWay || attempt == 20) {
                    throw e;
                }
            }
        }
    }

    /** Runs statements in turn until the test is over; %d is a number that is new each time. */
    private void keep(AtomicInteger changes, String... statements) {
        running.add(clients.submit((Callable<Void>) () -> {
            try (Connection connection = source.connect(DATABASE); Statement statement = connection.createStatement()) {
                for (int turn = 1; !stop.get(); turn++) {
                    for (String sql : statements) {
                        execute(statement, sql.contains("%") ? sql.formatted(turn) : sql);
                        changes.incrementAndGet();
                    }
                }
            }
            return null;
        }));
    }

    private static void execute(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            // it waited for the dump in vain, or for an index that was not there therefore
            if (!List.of("55P03", "42704", "42P07", "40P01").contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void restore(DumpRecord record) throws Exception {
        source.drop("restored");
        source.run("postgres", "CREATE DATABASE restored TEMPLATE template0");
        String path = record.artifacts().stream().filter(artifact -> artifact.name().equals(DATABASE)).findFirst()
                .orElseThrow().path();
        ChildProcess.Outcome outcome = ChildProcess
                .of(List.of(SourceCluster.PROGRAMS.resolve("pg_restore").toString(), "--dbname=restored",
                        "--exit-on-error", setting.volume.resolve(path).toString()))
                .environment(Map.of("PGHOST", "127.0.0.1", "PGPORT", "" + source.port(), "PGUSER", "postgres",
                        "PGPASSWORD", source.password()))
                .run(Duration.ofSeconds(60));
        assertThat(outcome.words()).isEqualTo("exit code 0, nothing on stderr");
        Files.deleteIfExists(setting.volume.dumpRecord(setting.id()));
    }

    private DatabaseFingerprint read() throws SQLException {
        try (Connection connection = source.connect("restored")) {
            connection.setAutoCommit(false);
            return Fingerprints.read(connection, DATABASE, Level.FULL);
        }
    }
}
