package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;

/** What PostgreSQL's own programs dump and restore is found to be the same. */
class RoundTripTest {

    private static Everything everything;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        everything = new Everything();
    }

    @AfterAll
    static void stop() throws Exception {
        everything.close();
    }

    @Test
    void aRestoredDatabaseIsTheSame() throws Exception {
        DatabaseFingerprint source = everything.read(Everything.DATABASE, Level.FULL);
        DatabaseFingerprint sampled = everything.read(Everything.DATABASE, Level.SAMPLED);
        DatabaseFingerprint rows;
        List<DatabaseFingerprint> ways = new ArrayList<>();
        for (ReadBy way : ReadBy.values()) {
            ways.add(readAs(with(way, source)));
        }
        try (Connection connection = everything.connect(Everything.DATABASE)) {
            rows = Fingerprints.readRows(List.of(connection), Everything.DATABASE, Level.FULL);
        }
        everything.program("pg_dump", "--format=custom", "--create", "--file=" + folder.resolve("dump"),
                "--dbname=dbname='" + Everything.DATABASE + "'");
        everything.run("postgres", "ALTER DATABASE " + Everything.quoted(Everything.DATABASE) + " RENAME TO source");

        everything.program("pg_restore", "--exit-on-error", "--create", "--dbname=postgres",
                folder.resolve("dump").toString());

        DatabaseFingerprint copy = everything.read(Everything.DATABASE, Level.FULL);
        Comparison.Result result = Comparison.compare(source, copy);
        assertThat(result.differences()).isEmpty();
        assertThat(result.tables()).hasSizeGreaterThan(15).allMatch(TableEvidence::identical);
        assertThat(result.notes()).containsExactly(Everything.DATABASE
                + ": materialized view s.summary was computed anew and holds other rows than in the source");
        assertThat(copy.catalogue().size()).isGreaterThan(180);
        assertThat(copy.largeObjects()).isEqualTo(3);
        for (DatabaseFingerprint way : ways) {
            assertThat(Comparison.differences(way, readAs(way))).isEmpty();
        }
        assertThat(Comparison.differences(sampled, everything.read(Everything.DATABASE, Level.SAMPLED))).isEmpty();
        // the first version told rows apart by the order of columns too, which is another one in the copy if they were
        // inherited or went to another partition
        try (Connection connection = everything.connect(Everything.DATABASE)) {
            assertThat(Comparison.compare(rows,
                    Fingerprints.readRows(List.of(connection), Everything.DATABASE, Level.FULL)).tables())
                    .filteredOn(table -> !table.identical()).extracting(TableEvidence::table)
                    .containsExactly("s.by_hash", "s.child", "s.two");
        }
    }

    @Test
    void expressionsThatARestoreWordsOtherwiseAreTheSame() throws Exception {
        everything.run("postgres", "CREATE DATABASE wording", "CREATE DATABASE wording_copy");
        everything.program("psql", "-Xq", "-o", "/dev/null", "-d", "wording", "-f",
                Path.of(RoundTripTest.class.getResource("/wording.sql").toURI()).toString());
        Path dump = folder.resolve("wording");
        everything.program("pg_dump", "--format=custom", "--file=" + dump, "wording");

        everything.program("pg_restore", "--exit-on-error", "--dbname=wording_copy", dump.toString());

        DatabaseFingerprint source = everything.read("wording", Level.FULL);
        DatabaseFingerprint copy = everything.read("wording_copy", Level.FULL);
        assertThat(Comparison.differences(source, copy)).isEmpty();
        assertThat(source.catalogue()).isNotEqualTo(copy.catalogue());
    }

    @Test
    void rolesAndTablespacesOfARestoredClusterAreTheSame() throws Exception {
        Catalogue source = cluster(everything);
        Path globals = folder.resolve("globals.sql");
        everything.program("pg_dumpall", "--globals-only", "--file=" + globals);
        try (Everything copy = new Everything(); Connection connection = copy.connect("postgres")) {
            copy.run("postgres", "DROP DATABASE " + Everything.quoted(Everything.DATABASE),
                    "ALTER TABLESPACE space OWNER TO postgres", "DROP TABLESPACE space",
                    "REVOKE ALL ON PARAMETER log_statement FROM reader", "DROP ROLE owner", "DROP ROLE reader",
                    "DROP ROLE \"Other role\"", "CREATE ROLE stranger");
            assertThat(Comparison.compareClusters(source, cluster(copy))).hasSizeGreaterThan(10)
                    .contains("cluster: role stranger was not in the source", "cluster: role reader is missing");
            copy.run("postgres", "DROP ROLE stranger");

            copy.run("postgres", Files.readString(globals).replaceAll("(?m)^(\\\\|CREATE ROLE postgres).*$", "")
                    .replaceAll("LOCATION '[^']*'", "LOCATION ''").split(";\n"));

            // over a connection that was there before: it has the source's password now
            assertThat(Comparison.compareClusters(source, Fingerprints.readCluster(connection))).isEmpty();
            assertThat(source.entries().toString()).doesNotContain("SCRAM", "hidden");
        }
    }

    private static DatabaseFingerprint readAs(DatabaseFingerprint source) throws Exception {
        try (Connection connection = everything.connect(Everything.DATABASE)) {
            return Fingerprints.readAs(List.of(connection), Level.FULL, source, Fingerprint.SCHEMA_VERSION);
        }
    }

    private static DatabaseFingerprint with(ReadBy way, DatabaseFingerprint whole) {
        return DatabaseFingerprint.ofRows(whole.database(), whole.tables().stream()
                .map(table -> new TableFingerprint(table.schema(), table.table(), 0, null, null, null, way.word()))
                .toList(), 0);
    }

    private static Catalogue cluster(Everything server) throws Exception {
        try (Connection connection = server.connect("postgres")) {
            return Fingerprints.readCluster(connection);
        }
    }
}
