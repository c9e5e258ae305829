package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.proof.NotInBackup.Item;
import io.groundzero.backup.fingerprint.outside.ClusterOutside;
import io.groundzero.backup.fingerprint.outside.ClusterOutsideComparison;
import io.groundzero.backup.fingerprint.outside.OutsideComparison;
import io.groundzero.backup.fingerprint.outside.Template;

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
        List<Item> all = afterARestore("the queue", Set.of("\"the queue\".mq.id"));

        // Then
        List<Item> items = all.stream().filter(Item::data).toList();
        assertThat(items).extracting(Item::name).containsExactly("\"the queue\".mq.\"Letters\"",
                "\"the queue\".mq.by_year", "\"the queue\".mq.id");
        assertThat(items).extracting(Item::rows).containsExactly(70L, 2L, null);
        assertThat(items).extracting(Item::unaccepted).containsExactly(true, true, false);
        assertThat(items.get(0).words())
                .isEqualTo("table mq.\"Letters\" in database \"the queue\" belongs to extension "
                        + "hstore: its 70 rows are not in the backup");
        assertThat(items.get(2).words()).endsWith("that it stands at 70 is not in the backup");
        // whose loss costs nobody data is told, but not what is told already
        assertThat(all).filteredOn(item -> !item.data()).extracting(Item::name).containsExactlyInAnyOrder(
                "\"the queue\".sequence mq.unused", "\"the queue\".table mq.\"none\"",
                "\"the queue\".table mq.by_year_25");
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
    void whatElseIsInNoDumpIsTold() throws Exception {
        // Given
        everything.run("postgres", "CREATE DATABASE rest", "CREATE DATABASE untouched");
        everything.run("untouched", "CREATE EXTENSION citext", "CREATE EXTENSION postgres_fdw");
        everything.run("rest", "CREATE EXTENSION citext", "CREATE EXTENSION postgres_fdw",
                "ALTER FUNCTION public.citext_eq(citext, citext) SET search_path = public, pg_temp",
                "COMMENT ON FUNCTION public.citext_ne(citext, citext) IS 'patched by us'",
                "CREATE FUNCTION pg_catalog.ours() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE VIEW information_schema.ours AS SELECT 1 AS x",
                "COMMENT ON FUNCTION pg_catalog.now() IS 'by us'", "ALTER FUNCTION pg_catalog.pg_sleep(float8) COST 7",
                "GRANT INSERT ON information_schema.tables TO PUBLIC", "CREATE TABLE t (id int)",
                "CREATE INDEX broken ON t (id)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw", "CREATE FOREIGN TABLE away (id int) SERVER far",
                "ALTER EXTENSION citext ADD TABLE t");

        // When
        List<Item> items = items(everything.read("rest", Level.FULL), everything.read("untouched", Level.FULL),
                Set.of());

        // Then
        assertThat(items).noneMatch(Item::data).extracting(Item::kind, Item::name).containsExactlyInAnyOrder(
                tuple("changed member of an extension",
                        "source.function public.citext_eq(public.citext,public.citext)"),
                tuple("changed member of an extension",
                        "source.function public.citext_ne(public.citext,public.citext)"),
                tuple("changed member of an extension", "source.table public.t"),
                tuple("object in a system schema", "source.function ours()"),
                tuple("object in a system schema", "source.view information_schema.ours"),
                tuple("change of PostgreSQL's own objects", "source.comments on what is PostgreSQL's own"),
                tuple("change of PostgreSQL's own objects", "source.functions of PostgreSQL itself"),
                tuple("change of PostgreSQL's own objects", "source.grants in information_schema"),
                tuple("invalid index", "source.index public.broken"),
                tuple("rows of a foreign table", "source.foreign table public.away"));
        assertThat(items(everything.read("untouched", Level.FULL), everything.read("untouched", Level.FULL),
                Set.of())).isEmpty();
        // and of extensions in another version members are not compared
        assertThat(OutsideComparison.items("source", everything.read("rest", Level.FULL).outside(),
                everything.read("untouched", Level.FULL).outside(), Set.of("citext"), Set.of()))
                .extracting(Item::kind).doesNotContain("changed member of an extension");
    }

    @Test
    void workDoneInATemplateIsTold() throws Exception {
        // Given
        Template fresh = template1();
        assertThat(ClusterOutsideComparison.items(new ClusterOutside(List.of(), List.of(fresh)), fresh.catalogue(),
                Set.of())).isEmpty();
        everything.run("template1", "CREATE TABLE public.work (id int)", "INSERT INTO public.work VALUES (1), (2)",
                "CREATE TABLE public.nothing (id int)", "CREATE SCHEMA audit",
                "ALTER DATABASE template1 SET work_mem = '5MB'");
        Template worked = template1();
        everything.run("template1", "DROP TABLE public.work, public.nothing", "DROP SCHEMA audit",
                "ALTER DATABASE template1 RESET work_mem");

        // When
        List<Item> items = ClusterOutsideComparison.items(new ClusterOutside(List.of(), List.of(worked)),
                fresh.catalogue(), Set.of("template1.public.nothing"));

        // Then
        assertThat(items).filteredOn(Item::data).extracting(Item::name, Item::rows, Item::unaccepted)
                .containsExactly(tuple("template1.public.work", 2L, true));
        assertThat(items).extracting(Item::words)
                .contains("template template1, which is not dumped; after a restore schema audit is missing",
                        "template template1, which is not dumped; after a restore table public.nothing is missing")
                .anyMatch(words -> words.contains("work_mem"));
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

    private static Template template1() throws Exception {
        try (var connection = everything.connect("template1")) {
            return Fingerprints.readTemplate(connection, "template1", Duration.ZERO);
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
            return OutsideComparison.items(database, source.outside(), copy.outside(), Set.of(), accepted);
        } finally {
            everything.run("postgres", "DROP DATABASE copy");
        }
    }

    private static List<Item> items(DatabaseFingerprint source, DatabaseFingerprint copy, Set<String> accepted) {
        return OutsideComparison.items("source", source.outside(), copy.outside(), Set.of(), accepted);
    }
}
