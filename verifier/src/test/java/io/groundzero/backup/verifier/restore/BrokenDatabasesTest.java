package io.groundzero.backup.verifier.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.fingerprint.Comparison;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.check.Check;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.decrypt.Plaintext.DatabaseDump;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.proof.Databases;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;
import io.groundzero.backup.verifier.server.ThrowawayServerTest;

/**
 * Databases as people have them, dumped and restored as the verifier does it: what cannot come back is refuted in words
 * that help, what this machine lacks is named, and what can come back does. One server for all.
 */
class BrokenDatabasesTest {

    private static final String DATABASE = "house";
    /** As CREATE INDEX CONCURRENTLY leaves it behind. */
    private static final String INVALID_INDEX = """
            CREATE FUNCTION half(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n / 2';
            CREATE TABLE couple (n int, name text);
            INSERT INTO couple VALUES (2, 'ann'), (3, E'b\\tob'), (4, NULL);
            CREATE INDEX halves ON couple (half(n));
            UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'halves'::regclass""";
    /** A file of PostgreSQL's that is there while the database is made and gone when it is restored. */
    private static final String STOP_WORDS = "gz_test_words";

    private static Path root;
    private static Scratch scratch;
    private static ThrowawayServer server;
    private static Account account;
    private static Path dumps;
    /** One database in plain format, for all that ends with something of its own. */
    private static byte[] plain;
    private static Fingerprint plainSource;

    @BeforeAll
    static void start() throws Exception {
        ChildProcess.of(List.of(Path.of(System.getProperty("gz.root"), "infra/throwaway-user").toString())).run();
        account = Account.named("ground-zero-throwaway").orElseThrow();
        root = TestFolders.create("broken").resolve("scratch");
        Sandbox sandbox = new LocalSandbox(Isolation.NAMESPACES, account, List.of(), root);
        scratch = Scratch.open(root, sandbox);
        Path run = scratch.begin();
        server = ThrowawayServer.start(sandbox, ClientPrograms.locate(15), ThrowawayServerTest.SOURCE, run, 2);
        dumps = Scratch.throwawayFolder(run, "dumps", account);
        sql("postgres", "CREATE ROLE tenant");
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
        scratch.wipe();
        scratch.close();
    }

    @AfterEach
    void drop() throws SQLException {
        sql("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    }

    static Stream<Arguments> cannotComeBack() {
        return Stream.of(
                Arguments.of("foreign key that triggers did not watch", """
                        CREATE SCHEMA "Attic";
                        CREATE TABLE "Attic".shelf (nr int PRIMARY KEY);
                        CREATE TABLE "Attic".box (nr int, shelf int REFERENCES "Attic".shelf);
                        INSERT INTO "Attic".shelf VALUES (1);
                        SET session_replication_role = replica;
                        INSERT INTO "Attic".box VALUES (7, 1), (8, 4711)""",
                        List.of("violates foreign key constraint \"box_shelf_fkey\"", "23503",
                                "ALTER TABLE ONLY \"Attic\".box ADD CONSTRAINT box_shelf_fkey FOREIGN KEY",
                                "Key (shelf)=(…) is not present in table \"shelf\"",
                                "\"Attic\".box and \"Attic\".shelf came back as the source held them",
                                "The source itself holds rows that do not fit")),
                Arguments.of("check that reads a table without its schema", """
                        CREATE TABLE colour (name text);
                        INSERT INTO colour VALUES ('red');
                        CREATE FUNCTION is_colour(name text) RETURNS boolean LANGUAGE plpgsql AS $$
                            BEGIN RETURN EXISTS (SELECT FROM colour c WHERE c.name = $1); END $$;
                        CREATE TABLE wall (nr int, paint text CHECK (is_colour(paint)));
                        INSERT INTO wall VALUES (1, 'red')""",
                        List.of("relation \"colour\" does not exist", "42P01", "COPY wall",
                                "PL/pgSQL function public.is_colour(text)", "name the schema in the function")),
                Arguments.of("unique index over a function that changed", """
                        CREATE TABLE key (owner text);
                        INSERT INTO key VALUES ('ann'), ('bob');
                        CREATE FUNCTION initial(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT name';
                        CREATE UNIQUE INDEX one_each ON key (initial(owner));
                        CREATE OR REPLACE FUNCTION initial(name text) RETURNS text LANGUAGE sql IMMUTABLE
                            AS $$SELECT 'x'$$""",
                        List.of("could not create unique index \"one_each\"", "23505", "is duplicated",
                                "CREATE UNIQUE INDEX one_each ON public.key",
                                "public.key came back as the source held it")),
                Arguments.of("exclusion over a function that changed", """
                        CREATE FUNCTION span(a int, b int) RETURNS int4range LANGUAGE sql IMMUTABLE
                            AS 'SELECT int4range(a, b)';
                        CREATE TABLE stay (a int, b int, EXCLUDE USING gist (span(a, b) WITH &&));
                        INSERT INTO stay VALUES (1, 5), (5, 9);
                        CREATE OR REPLACE FUNCTION span(a int, b int) RETURNS int4range LANGUAGE sql IMMUTABLE
                            AS 'SELECT int4range(a, b + 1)'""",
                        List.of("could not create exclusion constraint \"stay_span_excl\"", "23P01",
                                "conflicts with another one", "public.stay came back as the source held it")),
                Arguments.of("check over a function that changed", """
                        CREATE FUNCTION bright(w int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT w > 5';
                        CREATE TABLE lamp (watt int CONSTRAINT not_dim CHECK (bright(watt)));
                        INSERT INTO lamp VALUES (6);
                        CREATE OR REPLACE FUNCTION bright(w int) RETURNS boolean LANGUAGE sql IMMUTABLE
                            AS 'SELECT w > 60'""",
                        List.of("new row for relation \"lamp\" violates check constraint \"not_dim\"", "23514",
                                "Failing row contains (…)", "COPY lamp, line 1",
                                "was changed after the row was written")),
                Arguments.of("domain over a function that changed", """
                        CREATE FUNCTION fits(w int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
                        CREATE DOMAIN width AS int CHECK (fits(VALUE));
                        CREATE TABLE door (w width);
                        INSERT INTO door VALUES (80);
                        CREATE OR REPLACE FUNCTION fits(w int) RETURNS boolean LANGUAGE sql IMMUTABLE
                            AS 'SELECT w > 90'""",
                        List.of("value for domain public.width violates check constraint \"width_check\"",
                                "COPY door, line 1, column w")),
                Arguments.of("not null behind the catalogue's back", """
                        CREATE TABLE tenant_of (nr int);
                        INSERT INTO tenant_of VALUES (NULL);
                        UPDATE pg_attribute SET attnotnull = true
                            WHERE attrelid = 'tenant_of'::regclass AND attname = 'nr'""",
                        List.of("null value in column \"nr\" of relation \"tenant_of\"", "23502")),
                Arguments.of("partition bounds over a function that changed", """
                        CREATE FUNCTION floor_of(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n';
                        CREATE TABLE room (nr int) PARTITION BY RANGE (floor_of(nr));
                        CREATE TABLE room_low PARTITION OF room FOR VALUES FROM (0) TO (10);
                        INSERT INTO room VALUES (5);
                        CREATE OR REPLACE FUNCTION floor_of(n int) RETURNS int LANGUAGE sql IMMUTABLE
                            AS 'SELECT n + 100'""",
                        List.of("new row for relation \"room_low\" violates partition constraint")),
                Arguments.of("generated column that no longer computes", """
                        CREATE FUNCTION share(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE
                            AS 'BEGIN RETURN 100 / (n - 0); END';
                        CREATE TABLE cost (n int, s int GENERATED ALWAYS AS (share(n)) STORED);
                        INSERT INTO cost VALUES (3);
                        CREATE OR REPLACE FUNCTION share(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE
                            AS 'BEGIN RETURN 100 / (n - 3); END'""",
                        List.of("division by zero", "22012", "PL/pgSQL function public.share(integer)", "COPY cost",
                                "when a restore computes it anew")),
                Arguments.of("index over a function without schemas", """
                        CREATE TABLE code (n int, c text);
                        INSERT INTO code VALUES (1, 'x');
                        CREATE FUNCTION code_of(i int) RETURNS text LANGUAGE plpgsql IMMUTABLE
                            AS 'BEGIN RETURN (SELECT c FROM code WHERE n = i); END';
                        CREATE TABLE lock (n int);
                        INSERT INTO lock VALUES (1);
                        CREATE INDEX by_code ON lock (code_of(n))""",
                        List.of("relation \"code\" does not exist", "CREATE INDEX by_code ON public.lock",
                                "public.code_of(integer)")),
                Arguments.of("materialised view over a function without schemas", """
                        CREATE TABLE meter (n int);
                        CREATE FUNCTION meters() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM meter';
                        CREATE MATERIALIZED VIEW total AS SELECT meters()""",
                        List.of("relation \"meter\" does not exist", "REFRESH MATERIALIZED VIEW public.total",
                                "SQL function \"meters\"", "search_path")),
                Arguments.of("function that calls one without its schema", """
                        CREATE FUNCTION inner_one(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n';
                        CREATE FUNCTION outer_one(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE
                            AS 'BEGIN RETURN inner_one(n); END';
                        CREATE TABLE nest (n int CHECK (outer_one(n) > 0));
                        INSERT INTO nest VALUES (1)""",
                        List.of("function inner_one(integer) does not exist", "42883", "search_path")),
                Arguments.of("function that pretends the disk is full",
                        """
                                CREATE FUNCTION liar(n int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END';
                                CREATE TABLE lie (n int CHECK (liar(n)));
                                INSERT INTO lie VALUES (1);
                                CREATE OR REPLACE FUNCTION liar(n int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
                                    RAISE 'No space left on device' USING ERRCODE = '53100', DETAIL = 'row ''secret''',
                                        HINT = E'ask\\x1b[31m me'; END $$""",
                        List.of("No space left on device (SQLSTATE 53100)", "DETAIL: row '…'", "HINT: ask [31m me",
                                "A function of the database itself refuses")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cannotComeBack")
    void whatCannotComeBackIsRefutedAndNamed(String name, String sql, List<String> words) throws Exception {
        // Given
        Fingerprint source = make(sql);

        // When
        BackupException refused = catchThrowableOfType(BackupException.class, () -> restore(directory(), source));

        // Then
        assertThat(refused).as(name).hasMessageContainingAll(words.toArray(String[]::new))
                .hasMessageNotContaining("worker process").hasMessageNotContaining("4711")
                .hasMessageNotContaining("secret");
        assertThat(refused.code()).isEqualTo(ErrorCode.RESTORE_FAILED);
        assertThat(refused.getMessage().lines()).allMatch(line -> line.matches("\\P{Cc}*"));
    }

    @Test
    void whenTheDumpHasLostRowsTheSourceIsNotBlamed() throws Exception {
        // Given
        Fingerprint source = make("""
                CREATE TABLE mother (nr int PRIMARY KEY);
                CREATE TABLE daughter (nr int REFERENCES mother);
                INSERT INTO mother VALUES (1), (2);
                INSERT INTO daughter VALUES (2)""");
        sql(DATABASE, "SET session_replication_role = replica; DELETE FROM mother WHERE nr = 2");

        // When
        BackupException refused = catchThrowableOfType(BackupException.class, () -> restore(directory(), source));

        // Then
        assertThat(refused).hasMessageContainingAll("daughter_nr_fkey",
                "The dump is to blame: house: public.mother has 1 rows, 2 in the source");
    }

    @Test
    void rowsThatAreOlderThanTheirGeneratedColumnAreToldByItsName() throws Exception {
        // Given
        Fingerprint source = make("""
                CREATE FUNCTION rent(m int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT m * 11';
                CREATE TABLE flat (nr int, metres int, rent int GENERATED ALWAYS AS (rent(metres)) STORED);
                INSERT INTO flat VALUES (1, 50), (2, 80);
                CREATE OR REPLACE FUNCTION rent(m int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT m * 12'""");

        // When
        restore(directory(), source);

        // Then
        assertThat(Comparison.differences(source.databases().get(0), fingerprint())).singleElement().asString()
                .contains("public.flat",
                        "generated column rent differs: a restore computes it anew, and rows of the source"
                                + " are older than the expression or a function that it calls",
                        "all other columns are the same");
    }

    static Stream<Arguments> lacksSomethingHere() {
        return Stream.of(
                Arguments.of("SECURITY LABEL FOR ghost ON TABLE public.plain IS 'x'",
                        "security label provider \"ghost\" is not loaded"),
                Arguments.of("CREATE TABLE public.greek (t text COLLATE pg_catalog.\"el_XX.utf8\")",
                        "collation \"pg_catalog.el_XX.utf8\""),
                Arguments.of("CREATE COLLATION public.greek (locale = 'el_XX.utf8')",
                        "could not create locale \"el_XX.utf8\""),
                Arguments.of("ALTER DATABASE house SET timezone = 'Mars/Base'", "\"Mars/Base\""),
                Arguments.of("CREATE FUNCTION public.ghost() RETURNS int LANGUAGE c AS '$libdir/ghost', 'ghost';"
                        + "SELECT public.ghost()", "could not access file \"$libdir/ghost\""),
                Arguments.of("CREATE EXTENSION ghost", "extension \"ghost\" is not available"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("lacksSomethingHere")
    void whatThisMachineLacksIsNamedAndIsNoVerdict(String statement, String words) throws Exception {
        // Given
        if (plain == null) {
            plainSource = make("CREATE TABLE plain (n int)");
            plain = dumpPlain();
        }
        DatabaseDump dump = with(plain, statement + ";\n");

        // When
        BackupException hindered = catchThrowableOfType(BackupException.class, () -> restore(dump, plainSource));

        // Then
        assertThat(hindered).hasMessageContaining(words);
        assertThat(hindered.code()).isEqualTo(ErrorCode.EXTENSION_MISSING);
    }

    @Test
    void aDictionarysMissingFileIsNamedAndIsNoVerdict() throws Exception {
        // Given
        Path words = Path.of("/usr/share/postgresql/15/tsearch_data", STOP_WORDS + ".stop");
        Fingerprint source;
        DatabaseDump dump;
        Files.writeString(words, "the\n");
        try {
            source = make("CREATE TEXT SEARCH DICTIONARY short (TEMPLATE = pg_catalog.simple, STOPWORDS = " + STOP_WORDS
                    + ")");
            dump = directory();
        } finally {
            Files.delete(words);
        }

        // When
        BackupException hindered = catchThrowableOfType(BackupException.class, () -> restore(dump, source));

        // Then
        assertThat(hindered).hasMessageContaining("could not open stop-word file")
                .hasMessageContaining(words.toString());
        assertThat(hindered.code()).isEqualTo(ErrorCode.EXTENSION_MISSING);
    }

    static Stream<Arguments> comesBack() {
        return Stream.of(
                Arguments.of("text search configuration that the restore makes later", """
                        CREATE SCHEMA words;
                        CREATE TEXT SEARCH CONFIGURATION words.plain (COPY = simple);
                        CREATE TABLE note (t text);
                        INSERT INTO note VALUES ('hammer'), ('nails');
                        CREATE INDEX ON note USING gin (to_tsvector('words.plain', t));
                        ALTER DATABASE house SET default_text_search_config = 'words.plain'"""),
                Arguments.of("setting that names what is gone", """
                        CREATE TEXT SEARCH CONFIGURATION old (COPY = simple);
                        ALTER DATABASE house SET default_text_search_config = 'public.old';
                        DROP TEXT SEARCH CONFIGURATION old"""),
                Arguments.of("settings that hinder sessions", """
                        CREATE TABLE list (a text[], b text CHECK (b <> 'x' OR b = NULL), i interval);
                        INSERT INTO list VALUES (ARRAY['NULL', NULL], 'y', '-1 year 2 months -3 days');
                        CREATE MATERIALIZED VIEW listed AS SELECT * FROM list;
                        ALTER DATABASE house SET role = 'tenant';
                        ALTER DATABASE house SET idle_session_timeout = '20ms';
                        ALTER DATABASE house SET statement_timeout = '1ms';
                        ALTER DATABASE house SET lock_timeout = '1ms';
                        ALTER DATABASE house SET array_nulls = off;
                        ALTER DATABASE house SET transform_null_equals = on;
                        ALTER DATABASE house SET intervalstyle = 'sql_standard';
                        ALTER DATABASE house SET datestyle = 'SQL, DMY';
                        ALTER DATABASE house SET default_transaction_isolation = 'serializable';
                        ALTER DATABASE house SET default_transaction_deferrable = on;
                        ALTER DATABASE house SET standard_conforming_strings = off;
                        ALTER DATABASE house SET session_preload_libraries = 'ghost';
                        ALTER DATABASE house SET default_transaction_read_only = on"""),
                Arguments.of("limit of the space for sorting", """
                        CREATE TABLE much AS SELECT n, md5(n::text) AS word FROM generate_series(1, 60000) n;
                        CREATE INDEX ON much (word, n);
                        ALTER DATABASE house SET maintenance_work_mem = '1MB';
                        ALTER DATABASE house SET temp_file_limit = '1MB'"""),
                Arguments.of("event trigger that forbids DDL", """
                        CREATE TABLE fixed (n int);
                        INSERT INTO fixed VALUES (1);
                        CREATE MATERIALIZED VIEW fixed_view AS SELECT * FROM fixed;
                        CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql
                            AS $$ BEGIN RAISE 'no DDL in this house'; END $$;
                        CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()"""),
                Arguments.of("event trigger that always forbids DDL", """
                        CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql
                            AS $$ BEGIN RAISE 'never any DDL in this house'; END $$;
                        CREATE EVENT TRIGGER "Refuse" ON ddl_command_start EXECUTE FUNCTION refuse();
                        ALTER EVENT TRIGGER "Refuse" ENABLE ALWAYS"""),
                Arguments.of("immutable wrapper that depends on the time zone", """
                        CREATE FUNCTION local(t timestamptz) RETURNS timestamp LANGUAGE sql IMMUTABLE
                            AS 'SELECT t::timestamp';
                        ALTER DATABASE house SET timezone = 'Asia/Tokyo';
                        SET timezone = 'Asia/Tokyo';
                        CREATE TABLE visit (at timestamptz, day timestamp GENERATED ALWAYS AS (local(at)) STORED);
                        INSERT INTO visit VALUES ('2026-05-01 20:00:00+00');
                        CREATE INDEX ON visit (local(at))"""),
                Arguments.of("index over a function that is not valid, and so is not restored", INVALID_INDEX));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("comesBack")
    void whatCanComeBackDoes(String name, String sql) throws Exception {
        // Given
        Fingerprint source = make(sql);
        Check check = new Check(WireFormat.mapper(), 1);

        // When
        restore(directory(), source);

        // Then
        assertThat(Comparison.differences(source.databases().get(0), copy(source))).isEmpty();
        Databases databases = new Databases(manifest(), true);
        check.run(server, manifest(), Optional.empty(), new ArrayList<>(), databases, new Evidence());
        assertThat(databases.failure()).isEmpty();
        assertThat(Comparison.compare(source.databases().get(0), copy(source)).differences())
                .noneMatch(difference -> difference.contains("event trigger"));
    }

    @Test
    void aTableIsComparedByTheWayInWhichTheSourceWasRead() throws Exception {
        // Given
        Fingerprint source = make(INVALID_INDEX);
        restore(directory(), source);
        Path told = scratch.own("told").resolve("fingerprint.json");
        Compare compare = new Compare(WireFormat.mapper(), 2);

        // When
        List<String> faithful = compare.run(server, manifest(), told, new Evidence()).differences();
        sql(DATABASE, "UPDATE couple SET name = 'bob' WHERE n = 3");
        List<String> changed = compare.run(server, manifest(), told, new Evidence()).differences();

        // Then
        assertThat(faithful).noneMatch(difference -> difference.startsWith(DATABASE));
        assertThat(changed).filteredOn(difference -> difference.startsWith(DATABASE)).singleElement().asString()
                .contains("public.couple has as many rows as in the source");
    }

    @Test
    void aWayOfReadingThatIsNotKnownYetIsNoVerdict() throws Exception {
        // Given
        Fingerprint source = make("CREATE TABLE plain (n int)");
        Path told = scratch.own("told").resolve("fingerprint.json");
        Files.writeString(told, WireFormat.mapper().writeValueAsString(source).replace("\"query\"", "\"magic\""));

        // When
        BackupException refused = catchThrowableOfType(BackupException.class,
                () -> new Compare(WireFormat.mapper(), 1).run(server, manifest(), told, new Evidence()));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.MESSAGE_UNREADABLE);
        assertThat(refused).hasMessageContaining("newer version than this verifier");
    }

    /** Makes the database and tells what it holds. */
    private static Fingerprint make(String sql) throws Exception {
        sql("postgres", "CREATE DATABASE " + DATABASE);
        sql(DATABASE, sql);
        return new Fingerprint(Fingerprint.SCHEMA_VERSION, Level.FULL.word(), List.of(fingerprint()),
                new Catalogue(Map.of(), Map.of()));
    }

    private static DatabaseFingerprint fingerprint() throws SQLException {
        try (Connection connection = server.connect(DATABASE)) {
            connection.setAutoCommit(false);
            return Fingerprints.read(connection, DATABASE, Level.FULL);
        }
    }

    /** As the verifier reads it. */
    private static DatabaseFingerprint copy(Fingerprint source) throws SQLException {
        try (Connection connection = server.connect(DATABASE)) {
            connection.setAutoCommit(false);
            return Fingerprints.readAs(List.of(connection), Level.FULL, source.databases().get(0),
                    source.schemaVersion());
        }
    }

    private static void sql(String database, String statements) throws SQLException {
        try (Connection connection = server.connect(database); Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static DatabaseDump directory() throws Exception {
        Path dump = dumps.resolve(DATABASE + ".dir");
        dump(List.of("--format=directory", "--file=" + dump));
        return new DatabaseDump(DATABASE, dump, true);
    }

    private static byte[] dumpPlain() throws Exception {
        Path script = dumps.resolve(DATABASE + ".sql");
        dump(List.of("--format=plain", "--create", "--file=" + script));
        return Files.readAllBytes(script);
    }

    /** @param last what the dump ends with */
    private static DatabaseDump with(byte[] script, String last) throws Exception {
        Path dump = scratch.own("plain").resolve(DATABASE + ".sql.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(dump))) {
            out.write(script);
            out.write(last.getBytes(StandardCharsets.UTF_8));
        }
        return new DatabaseDump(DATABASE, dump, false);
    }

    private static void dump(List<String> options) throws Exception {
        DurableFiles.deleteTree(dumps.resolve(DATABASE + ".dir"));
        List<String> arguments = new ArrayList<>(options);
        arguments.add("--dbname=" + DATABASE);
        ChildProcess.Outcome outcome = server.program("pg_dump", arguments).run();
        assertThat(outcome.exitCode()).as(outcome.words()).isZero();
    }

    /** In the place of the database that was dumped. */
    private static void restore(DatabaseDump dump, Fingerprint source) throws Exception {
        sql("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        DurableFiles.deleteTree(server.folder().resolve("dump"));
        Path told = scratch.own("told").resolve("fingerprint.json");
        WireFormat.mapper().writeValue(told.toFile(), source);
        new Restore(account, 2, new Compare(WireFormat.mapper(), 1)).database(server, manifest(), told, dump);
    }

    private static Manifest manifest() {
        DatabaseFacts facts = new DatabaseFacts(DATABASE, Instant.EPOCH, "0/1", "UTF8", "libc", "C.UTF-8", "C.UTF-8",
                null, null, Map.of(), List.of());
        return new Manifest(Manifest.SCHEMA_VERSION, "main-20261130T030000Z", "main", Instant.EPOCH, Instant.EPOCH,
                ThrowawayServerTest.SOURCE, List.of(facts), List.of(), "directory", Level.FULL.word(), Map.of(),
                Map.of(), List.of());
    }
}
