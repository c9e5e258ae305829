package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.proof.NotInBackup.Item;
import io.groundzero.backup.fingerprint.outside.OutsideComparison;

/** What PostgreSQL's own programs do not dump is found. */
class OutsideTest {

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
    void rowsThatUsersWroteIntoTablesOfAnExtensionAreMissed() throws Exception {
        // Given an extension that makes its tables later, as message queues do
        everything.run("postgres", "CREATE DATABASE \"the queue\"");
        everything.run("the queue", "CREATE EXTENSION hstore", "CREATE SCHEMA mq", "CREATE SEQUENCE mq.id",
                "CREATE TABLE mq.\"Letters\" (id bigint DEFAULT nextval('mq.id'), body text)",
                "CREATE TABLE mq.none (id int)", "CREATE SEQUENCE mq.unused",
                "CREATE TABLE mq.by_year (year int, v text) PARTITION BY LIST (year)",
                "CREATE TABLE mq.by_year_25 PARTITION OF mq.by_year FOR VALUES IN (25)",
                "INSERT INTO mq.by_year VALUES (25, 'x'), (25, 'y')",
                "INSERT INTO mq.\"Letters\" (body) SELECT 'letter ' || g FROM generate_series(1, 70) g",
                "ALTER EXTENSION hstore ADD TABLE mq.\"Letters\"", "ALTER EXTENSION hstore ADD SEQUENCE mq.id",
                "ALTER EXTENSION hstore ADD TABLE mq.none", "ALTER EXTENSION hstore ADD SEQUENCE mq.unused",
                "ALTER EXTENSION hstore ADD TABLE mq.by_year", "ALTER EXTENSION hstore ADD TABLE mq.by_year_25",
                "CREATE TABLE public.mine (id int)");

        // When
        List<Item> items = afterARestore("the queue", Set.of("\"the queue\".mq.id"));

        // Then
        assertThat(items).extracting(Item::name).containsExactly("\"the queue\".mq.\"Letters\"",
                "\"the queue\".mq.by_year", "\"the queue\".mq.id");
        assertThat(items).extracting(Item::rows).containsExactly(70L, 2L, null);
        assertThat(items).extracting(Item::unaccepted).containsExactly(true, true, false);
        assertThat(items.get(0).words()).isEqualTo("table mq.\"Letters\" in database \"the queue\" belongs to extension "
                + "hstore: its 70 rows are not in the backup");
        assertThat(items.get(2).words()).endsWith("that it stands at 70 is not in the backup");
    }

    @Test
    void standardRowsOfAnExtensionThatWereChangedOrDeletedAreMissed() throws Exception {
        // Given what an extension brings, and of which it has only those rows dumped that users add
        String[] extension = {"CREATE EXTENSION hstore", "CREATE TABLE public.srs (id int PRIMARY KEY, text text)",
                "INSERT INTO srs SELECT g, 'standard' FROM generate_series(1, 9) g",
                "ALTER EXTENSION hstore ADD TABLE public.srs",
                "UPDATE pg_extension SET extconfig = ARRAY['public.srs'::regclass::oid], "
                        + "extcondition = ARRAY['WHERE id > 900'] WHERE extname = 'hstore'"};
        everything.run("postgres", "CREATE DATABASE own", "CREATE DATABASE changed", "CREATE DATABASE deleted",
                "CREATE DATABASE fresh");
        for (String database : List.of("own", "changed", "deleted", "fresh")) {
            everything.run(database, extension);
            everything.run(database, "INSERT INTO srs VALUES (901, 'own')");
        }
        everything.run("changed", "UPDATE srs SET text = text || ' +nadgrids=x' WHERE id = 4");
        everything.run("deleted", "DELETE FROM srs WHERE id = 4");
        DatabaseFingerprint fresh = everything.read("fresh", Level.FULL);

        // When, Then
        assertThat(items(everything.read("own", Level.FULL), fresh, Set.of())).isEmpty();
        assertThat(items(everything.read("changed", Level.COUNTS), fresh, Set.of())).singleElement()
                .extracting(Item::unaccepted, Item::words).containsExactly(true,
                        "table public.srs in database source belongs to extension hstore, and after a restore it has as "
                                + "many rows as in the source (10 rows), but not the same ones");
        assertThat(items(everything.read("deleted", Level.FULL), fresh, Set.of())).singleElement()
                .extracting(Item::words).asString().endsWith("9 rows in the source, 10 rows after a restore");
        // and the rows that are dumped are compared as ever
        assertThat(Comparison.differences(everything.read("changed", Level.FULL), fresh)).isEmpty();
    }

    @Test
    void tablesOfExtensionsAreLockedBeforeTheSnapshot() throws Exception {
        everything.run("postgres", "CREATE DATABASE locks");
        everything.run("locks", "CREATE EXTENSION citext", "CREATE TABLE public.member (id int)",
                "ALTER EXTENSION citext ADD TABLE public.member", "CREATE TABLE public.mine (id int)");

        try (var connection = everything.connect("locks")) {
            assertThat(Fingerprints.lockable(connection)).containsExactlyInAnyOrder("public.member", "public.mine");
        }
    }

    private static List<Item> afterARestore(String database, Set<String> accepted) throws Exception {
        DatabaseFingerprint source = everything.read(database, Level.FULL);
        Path dump = folder.resolve(database + ".dump");
        everything.program("pg_dump", "--format=custom", "--file=" + dump, "--dbname=dbname='" + database + "'");
        everything.run("postgres", "CREATE DATABASE copy TEMPLATE template0");
        try {
            everything.program("pg_restore", "--exit-on-error", "--dbname=copy", dump.toString());
            DatabaseFingerprint copy = everything.read("copy", Level.FULL);
            assertThat(Comparison.differences(source, copy)).isEmpty();
            return OutsideComparison.items(database, source.outside(), copy.outside(), accepted);
        } finally {
            everything.run("postgres", "DROP DATABASE copy");
        }
    }

    private static List<Item> items(DatabaseFingerprint source, DatabaseFingerprint copy, Set<String> accepted) {
        return OutsideComparison.items("source", source.outside(), copy.outside(), accepted);
    }
}
