package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckResults;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.testbed.HostileDatabase;

/**
 * A cluster on which one owner of a database tries everything she may, and another database is full of namesakes: all SQL
 * that a dump sends goes there, and nothing of theirs runs.
 */
class HostileSourceTest {

    private static final List<String> DATABASES = List.of("mallory", "other", "shadowed");

    @TempDir
    Path folder;

    private static SourceCluster source;

    @BeforeAll
    static void makeDatabases() throws Exception {
        source = SourceCluster.shared();
        source.run("postgres", "DROP ROLE IF EXISTS mallory", "CREATE ROLE mallory LOGIN PASSWORD 'x'");
        source.create("mallory");
        source.create("shadowed");
        source.create("other", "CREATE TABLE t AS SELECT 1 AS x");
        source.run("postgres", "ALTER DATABASE mallory OWNER TO mallory");
        try (Connection owner = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + source.port() + "/mallory", "mallory", "x");
                Connection superuser = source.connect("shadowed")) {
            HostileDatabase.fill(owner);
            HostileDatabase.shadow(superuser);
        }
        source.run("shadowed", "CREATE TABLE public.rows_of (a pg_catalog.int4, b pg_catalog.text)",
                "INSERT INTO public.rows_of VALUES (1, 'x')", "CREATE SEQUENCE public.counter",
                "ALTER DATABASE shadowed SET search_path = public, pg_catalog");
    }

    @AfterAll
    static void dropDatabases() throws Exception {
        source.drop(DATABASES.toArray(String[]::new));
        source.run("postgres", "DROP ROLE mallory");
    }

    @Test
    void aDumpRunsNothingOfWhatItsUsersDefined() throws Exception {
        // Given
        DumpSetting setting = new DumpSetting(folder);
        setting.level = Level.FULL;
        setting.readers = 2;
        setting.databases = DATABASES;
        setting.maintenanceDatabase = "shadowed";

        // When
        DumpRecord record = setting.dump();

        // Then
        assertThat(source.callsOfOthers()).isEmpty();
        assertThat(record.databases()).extracting(DatabaseFacts::name).containsExactlyElementsOf(DATABASES);
        Path work = folder.resolve("volume/work/" + setting.id());
        Fingerprint fingerprint = WireFormat.mapper().readValue(work.resolve("fingerprint.json").toFile(),
                Fingerprint.class);
        assertThat(fingerprint.databases()).hasSize(3).allSatisfy(database -> assertThat(database.tables())
                .isNotEmpty().allSatisfy(table -> assertThat(table.content()).hasSize(32)));
        assertThat(rows(fingerprint, "mallory")).containsEntry("mallory.planned", 3L)
                .containsEntry("mallory.parted", 2L).containsEntry("mallory.labelled", 2L);
        CheckResults checks = WireFormat.mapper().readValue(work.resolve("checks/" + CheckResults.FILE).toFile(),
                CheckResults.class);
        assertThat(checks.results()).isNotEmpty().extracting(CheckResult::error).containsOnlyNulls();
        // what runs would be seen
        run("SELECT pg_catalog.count(*) FROM mallory.planned");
        assertThat(source.callsOfOthers()).isNotEmpty();
    }

    private static Map<String, Long> rows(Fingerprint fingerprint, String name) {
        DatabaseFingerprint database = fingerprint.databases().stream().filter(one -> one.database().equals(name))
                .findFirst().orElseThrow();
        return database.tables().stream()
                .collect(java.util.stream.Collectors.toMap(table -> table.name(), table -> table.rows()));
    }

    private static void run(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + source.port() + "/mallory", "dump", SourceCluster.DUMP_PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
