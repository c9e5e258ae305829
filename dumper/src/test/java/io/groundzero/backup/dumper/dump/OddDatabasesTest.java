package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.ValueSettings;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.fingerprint.Comparison;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.PostgresConnections;
import io.groundzero.backup.postgres.PostgresServer;
import io.groundzero.backup.postgres.SessionSettings;
import io.groundzero.backup.postgres.Warnings;
import io.groundzero.backup.testbed.TestPostgres;

/**
 * Settings, warnings and encodings with which pg_dump copes: of each such database there is a backup, and what comes back
 * is what the source held. One dump of all of them, from a server and by a role that are set up oddly as well.
 */
class OddDatabasesTest {

    /** What is in every database: values whose text depends on settings, and what a setting could keep from being read. */
    private static final String[] CONTENT = {
            "CREATE TABLE item (id serial PRIMARY KEY, name text, at timestamptz, day date, took interval, raw bytea,"
                    + " ratio float8, list int[], doc xml, price money)",
            "INSERT INTO item (name, at, day, took, raw, ratio, list, doc, price)"
                    + " SELECT 'it''s ' || chr(92) || 'n ' || i, timestamptz '2026-03-29 01:30:00+00' + i * interval '1 hour',"
                    + " date '2026-02-01' + i, i * interval '1 day 2 hours -3 minutes', decode('005c27ff', 'hex'), i / 3.0,"
                    + " ARRAY[i, NULL, 3], xmlparse(content 'a<b>' || i || '</b>'), i FROM generate_series(1, 50) i",
            "CREATE TABLE keeper (id int, owner text)", "ALTER TABLE keeper ENABLE ROW LEVEL SECURITY",
            "INSERT INTO keeper VALUES (1, NULL), (2, 'x')",
            "CREATE VIEW cheap AS SELECT id, name FROM item WHERE id < 9",
            "CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x * 2'",
            "COMMENT ON TABLE item IS 'one''s items'", "SELECT lo_from_bytea(4711, decode('0001ff', 'hex'))",
            "GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC"};

    /**
     * A database.
     *
     * @param creation how it is made, after {@code CREATE DATABASE}
     * @param settings what it sets for whoever logs in
     * @param statements what is in it, besides what is in all
     */
    record Odd(String database, String creation, List<String> settings, List<String> statements) {

        static Odd set(String database, String setting, String... statements) {
            return new Odd(database, "", List.of(setting), List.of(statements));
        }

        static Odd made(String database, String creation, String... statements) {
            return new Odd(database, " TEMPLATE template0 " + creation, List.of(), List.of(statements));
        }

        /** @param names whether tables and columns are called so as well */
        static Odd encoded(String database, String encoding, String hex, boolean names) {
            return made(database, "ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'",
                    WORDS.formatted(hex, encoding, names ? "word" : "'word'"));
        }

        /** One database with the settings of several. */
        static Odd together(List<Odd> several) {
            return new Odd(several.stream().map(Odd::database).collect(Collectors.joining("+")), "",
                    several.stream().flatMap(odd -> odd.settings().stream()).toList(), List.of());
        }

        private boolean settingsOnly() {
            return creation.isEmpty() && statements.isEmpty();
        }

        @Override
        public String toString() {
            return database;
        }
    }

    /** A column, a default, a function's body, a comment and rows of these bytes. */
    private static final String WORDS = """
            DO $$ DECLARE word text := convert_from(decode('%s', 'hex'), '%s'); name text := %s;
            BEGIN
              EXECUTE format('CREATE TABLE %%I (id serial, %%I text DEFAULT %%L)', name, name, word);
              EXECUTE format('INSERT INTO %%I SELECT g FROM generate_series(1, 9) g', name);
              EXECUTE format('COMMENT ON TABLE %%I IS %%L', name, word);
              EXECUTE format('CREATE FUNCTION %%I() RETURNS text LANGUAGE sql AS %%L', name,
                             'SELECT ' || quote_literal(word) || '::text');
              EXECUTE format('CREATE MATERIALIZED VIEW %%I AS SELECT * FROM %%I', name || '2', name);
            END $$""";

    /** That the index was made by another version of the collation. */
    private static final String OLD_COLLATION = "UPDATE pg_database SET datcollversion = '%s' WHERE datname = current_database()";

    private static final List<Odd> ALL = List.of(
            Odd.set("literals", "standard_conforming_strings = off"),
            Odd.set("quotes", "backslash_quote = off"),
            Odd.set("noise", "client_min_messages = debug5"),
            Odd.set("silence", "client_min_messages = error"),
            Odd.set("role", "role = helpless"),
            Odd.set("authorization", "session_authorization = helpless"),
            Odd.set("read_only", "default_transaction_read_only = on"),
            Odd.set("serializable", "default_transaction_isolation = serializable"),
            Odd.set("deferrable", "default_transaction_deferrable = on"),
            Odd.set("haste", "statement_timeout = '1ms'"),
            Odd.set("impatience", "lock_timeout = '1ms'"),
            Odd.set("idle_transaction", "idle_in_transaction_session_timeout = '1ms'"),
            Odd.set("idle_session", "idle_session_timeout = '1ms'"),
            Odd.set("path", "search_path = nowhere, public"),
            Odd.set("row_security", "row_security = off"),
            Odd.set("dates", "datestyle = 'German, DMY'"),
            Odd.set("intervals", "intervalstyle = 'sql_standard'"),
            Odd.set("zone", "timezone = 'Asia/Tokyo'"),
            Odd.set("bytes", "bytea_output = escape"),
            Odd.set("floats", "extra_float_digits = -15"),
            Odd.set("xml", "xmloption = document"),
            Odd.set("identifiers", "quote_all_identifiers = on"),
            Odd.set("nulls", "array_nulls = off"),
            Odd.set("null_equals", "transform_null_equals = on"),
            Odd.set("money", "lc_monetary = 'C.UTF-8'"),
            Odd.set("client_encoding", "client_encoding = LATIN1"),
            Odd.set("later", "default_text_search_config = 'nobody.knows'"),
            Odd.set("tablespace", "default_tablespace = 'gone'"),
            Odd.set("temporary", "temp_tablespaces = 'gone'"),
            Odd.set("plans", "enable_seqscan = off"),
            Odd.set("parallel", "force_parallel_mode = on"),
            Odd.set("exit", "exit_on_error = on"),
            Odd.set("own", "app.level = '3'"),
            Odd.set("replica", "session_replication_role = replica"),
            Odd.set("damage", "zero_damaged_pages = on"),
            Odd.set("log", "log_statement = 'all'"),
            Odd.set("dbname=x Ümlaut's", "search_path = \"$user\", public"),
            Odd.set("zoned_index", "timezone = 'Europe/Berlin'",
                    "CREATE FUNCTION local_day(t timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS 'SELECT t::date'",
                    "CREATE INDEX ON item (local_day(at))"),
            // written by a session that sets nothing itself, unlike the driver's
            Odd.made("server_zone", "",
                    "CREATE FUNCTION words(t timestamptz, d interval, b bytea, f float8) RETURNS text LANGUAGE sql"
                            + " IMMUTABLE AS 'SELECT concat_ws(chr(32), t, d, b, f)'",
                    "CREATE TABLE worded (at timestamptz, took interval, raw bytea, ratio float8,"
                            + " words text GENERATED ALWAYS AS (public.words(at, took, raw, ratio)) STORED)",
                    "DO $$ BEGIN SET LOCAL timezone = 'America/St_Johns'; SET LOCAL datestyle = 'SQL, DMY';"
                            + " SET LOCAL intervalstyle = iso_8601; SET LOCAL bytea_output = escape;"
                            + " SET LOCAL extra_float_digits = 0;"
                            + " INSERT INTO worded SELECT at, took, raw, ratio FROM item; END $$"),
            Odd.made("moved", "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'", OLD_COLLATION.formatted("2.31")),
            Odd.made("outdated", "LOCALE_PROVIDER icu ICU_LOCALE 'en'", OLD_COLLATION.formatted("1.2.3")),
            Odd.encoded("ascii_of_latin", "SQL_ASCII", "4dfc6c6c6572", false),
            Odd.encoded("ascii_of_both", "SQL_ASCII", "4dc3bc6c6c65fc72", false),
            Odd.encoded("ascii_of_utf_8", "SQL_ASCII", "4dc3bc6c6c6572", true),
            Odd.encoded("latin_1", "LATIN1", "4dfc6c6c6572", true),
            Odd.made("windows", "ENCODING 'WIN1252' LC_COLLATE 'C' LC_CTYPE 'C'",
                    "DO $$ BEGIN EXECUTE format('COMMENT ON TABLE item IS %L', convert_from(decode('4dfc81', 'hex'),"
                            + " 'WIN1252')); END $$",
                    "INSERT INTO item (name) VALUES (convert_from(decode('4dfc81', 'hex'), 'WIN1252'))"),
            Odd.encoded("japanese", "EUC_JP", "c6fccbdc", true));

    /** In how many databases all settings lie, unless each has its own, as for {@code make odd}. */
    private static final int SHARED = 8;
    private static final List<Odd> TRIED = Boolean.getBoolean("gz.odd.all") ? ALL : together();

    private static final String PASSWORD = "it's";

    @TempDir
    static Path folder;

    private static TestPostgres source;
    private static TestPostgres copy;
    private static DumpRecord record;
    private static DumpSetting setting;
    private static Map<String, DatabaseFingerprint> fingerprints;

    @BeforeAll
    static void dumpAll() throws Exception {
        Map<String, String> programs = Map.of("PG_BIN", SourceCluster.PROGRAMS.toString());
        Map<String, String> german = Map.of("PG_BIN", SourceCluster.PROGRAMS.toString(), "LANGUAGE", "de");
        source = TestPostgres.start(german, "lc_messages=C.UTF-8", "standard_conforming_strings=off",
                "datestyle=SQL, DMY",
                "intervalstyle=iso_8601", "timezone=America/St_Johns", "bytea_output=escape",
                "default_transaction_isolation=repeatable read", "client_min_messages=log",
                "quote_all_identifiers=on", "idle_session_timeout=1h", "extra_float_digits=0");
        run("postgres", "CREATE ROLE helpless", "CREATE ROLE dump LOGIN BYPASSRLS PASSWORD 'it''s'",
                "GRANT pg_read_all_data, helpless TO dump", "GRANT SELECT ON pg_authid TO dump",
                "ALTER ROLE dump SET search_path = nowhere", "ALTER ROLE dump SET statement_timeout = '1s'",
                "ALTER ROLE dump SET default_text_search_config = 'nobody.knows'");
        run("postgres", "CREATE DATABASE content");
        run("content", CONTENT);
        for (Odd odd : TRIED) {
            String quoted = "\"" + odd.database() + "\"";
            // a copy where it can be one: it takes a quarter of the time
            run("postgres",
                    "CREATE DATABASE " + quoted + (odd.creation().isEmpty() ? " TEMPLATE content" : odd.creation()));
            if (!odd.creation().isEmpty()) {
                run(odd.database(), CONTENT);
            }
            run(odd.database(), odd.statements().toArray(String[]::new));
            for (String set : odd.settings()) {
                run("postgres", "ALTER DATABASE " + quoted + " SET " + set);
            }
        }
        setting = new DumpSetting(folder);
        setting.port = source.port();
        setting.level = Level.FULL;
        setting.databases = TRIED.stream().map(Odd::database).toList();
        Files.writeString(setting.passwordFile, PASSWORD);
        record = setting.dump();
        copy = TestPostgres.start(programs, copySettings());
        Path file = setting.volume.resolve(artifact("fingerprint").path());
        fingerprints = WireFormat.mapper().readValue(file.toFile(), Fingerprint.class).databases().stream()
                .collect(Collectors.toMap(DatabaseFingerprint::database, Function.identity()));
        try (Connection connection = copy.connect("postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE dump");
            statement.execute("CREATE ROLE helpless");
        }
    }

    @AfterAll
    static void end() throws Exception {
        source.close();
        copy.close();
    }

    static List<Odd> all() {
        return TRIED;
    }

    /** Neighbours, which may set the same, come into different ones. */
    private static List<Odd> together() {
        List<Odd> settings = ALL.stream().filter(Odd::settingsOnly).toList();
        Stream<Odd> shared = IntStream.range(0, SHARED).mapToObj(group -> Odd.together(IntStream
                .range(0, settings.size()).filter(index -> index % SHARED == group).mapToObj(settings::get).toList()));
        return Stream.concat(shared, ALL.stream().filter(odd -> !odd.settingsOnly())).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void comesBack(Odd odd) throws Exception {
        // Given
        PostgresServer server = new PostgresServer("127.0.0.1", copy.port(), copy.superuser(),
                Optional.of(copy.password()), Map.of("sslmode", "disable"), "test");
        DatabaseFingerprint held = fingerprints.get(odd.database());
        Map<String, String> environment = new TreeMap<>(server.environment("postgres"));
        environment.put("PGOPTIONS", SessionSettings.optionsThatLeaveValues());

        // When
        ChildProcess.Outcome outcome = ChildProcess
                .of(List.of(SourceCluster.PROGRAMS.resolve("pg_restore").toString(), "--create", "--exit-on-error",
                        "--dbname=postgres", setting.volume.resolve(artifact(odd.database()).path()).toString()))
                .environment(environment).run(Duration.ofMinutes(2));

        // Then
        assertThat(outcome.exitCode()).as(outcome.words()).isZero();
        assertThat(Warnings.serious(outcome)).isEmpty();
        try (Connection connection = PostgresConnections.open(server, odd.database(), Duration.ofMinutes(2))) {
            connection.setAutoCommit(false);
            DatabaseFingerprint restored = Fingerprints.read(connection, odd.database(), Level.FULL);
            assertThat(Comparison.differences(held, restored)).isEmpty();
            assertThat(held.tables()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    /** As the verifier and the guide take them over. */
    private static String[] copySettings() {
        return Stream.concat(Stream.of("max_connections=30"),
                ValueSettings.ofServer(record.source()).entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue()))
                .toArray(String[]::new);
    }

    private static DumpedArtifact artifact(String name) {
        return record.artifacts().stream().filter(artifact -> artifact.name().equals(name)).findFirst().orElseThrow();
    }

    private static void run(String database, String... statements) throws Exception {
        PostgresServer server = new PostgresServer("127.0.0.1", source.port(), source.superuser(),
                Optional.of(source.password()), Map.of("sslmode", "disable"), "test");
        try (Connection connection = PostgresConnections.open(server, database, Duration.ofMinutes(2));
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
