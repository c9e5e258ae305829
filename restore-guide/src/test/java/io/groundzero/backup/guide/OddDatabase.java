package io.groundzero.backup.guide;

import java.util.List;
import java.util.stream.Stream;

/**
 * A database that people have, and that restores have stumbled over.
 *
 * @param what in words
 * @param name how it is called
 * @param options of CREATE DATABASE
 * @param sql what is in it
 * @param question what the dump does not tell, as SQL; or null
 * @param answer what the copy answers; null if the same as the source
 */
record OddDatabase(String what, String name, String options, String sql, String question, String answer) {

    private static final String CLOSED = """
            CREATE TABLE kept AS SELECT n, 'row ' || n AS x FROM generate_series(1, 100) n;
            ALTER TABLE kept ADD PRIMARY KEY (n);
            """;

    private static OddDatabase of(String name, String what, String sql) {
        return new OddDatabase(what, name, "", sql, null, null);
    }

    private static OddDatabase encoded(String name, String encoding, String sql) {
        return new OddDatabase("encoding " + encoding, name,
                "TEMPLATE template0 ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'", sql, null, null);
    }

    private static OddDatabase called(String name) {
        return of(name, "the name " + name, "CREATE TABLE kept AS SELECT 1 AS n;");
    }

    private static OddDatabase asking(String name, String what, String sql, String question, String answer) {
        return new OddDatabase(what, name, "", sql, question, answer);
    }

    String quotedName() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** All that come back. */
    static List<OddDatabase> comingBack() {
        return Stream.concat(stubborn().stream(), content()).toList();
    }

    /** Those that depend on the session in which they are restored, and on how it is asked for. */
    static List<OddDatabase> stubborn() {
        return Stream.concat(settings(), names()).toList();
    }

    private static Stream<OddDatabase> names() {
        return Stream.of(called("template2"), called("dbname=postgres port=1"),
                called("--help"), called("../up"), called("100%s %d \\ 'and' \"more\""));
    }

    @Override
    public String toString() {
        return what;
    }

    private static Stream<OddDatabase> settings() {
        return Stream.of(
                of("postgres", "the first database, closed and read only", CLOSED + """
                        COMMENT ON DATABASE postgres IS 'ours';
                        ALTER DATABASE postgres SET default_transaction_read_only = on;
                        ALTER DATABASE postgres CONNECTION LIMIT 0;"""),
                of("frozen", "read only, without connections and without rights", CLOSED + """
                        ALTER DATABASE frozen SET default_transaction_read_only = on;
                        ALTER DATABASE frozen CONNECTION LIMIT 0;
                        REVOKE ALL ON DATABASE frozen FROM PUBLIC, boss;"""),
                of("hurried", "limits of time, of space, and libraries that are gone", """
                        CREATE TABLE many AS SELECT n, md5(n::text) AS x FROM generate_series(1, 60000) n;
                        CREATE INDEX ON many (x, n);
                        CREATE MATERIALIZED VIEW counted AS SELECT left(x, 3), count(*) FROM many GROUP BY 1 ORDER BY 1;
                        ALTER DATABASE hurried SET statement_timeout = '1ms';
                        ALTER DATABASE hurried SET lock_timeout = '1ms';
                        ALTER DATABASE hurried SET idle_session_timeout = '20ms';
                        ALTER DATABASE hurried SET idle_in_transaction_session_timeout = '1ms';
                        ALTER DATABASE hurried SET maintenance_work_mem = '1MB';
                        ALTER DATABASE hurried SET temp_file_limit = '1MB';
                        ALTER DATABASE hurried SET session_preload_libraries = 'ghost';"""),
                of("peculiar", "what values and statements mean",
                        """
                                CREATE TABLE lists (a text[], b text CHECK (b <> 'x' OR b = NULL), i interval, t timestamptz, d date, x xml);
                                INSERT INTO lists VALUES (ARRAY['NULL', NULL], 'y', '-1 year 2 months -3 days', '2026-10-25 02:30+01',
                                  '2026-02-01', 'no <b>document</b>');
                                ALTER DATABASE peculiar SET role = 'tenant';
                                ALTER DATABASE peculiar SET array_nulls = off;
                                ALTER DATABASE peculiar SET transform_null_equals = on;
                                ALTER DATABASE peculiar SET intervalstyle = 'sql_standard';
                                ALTER DATABASE peculiar SET datestyle = 'SQL, DMY';
                                ALTER DATABASE peculiar SET timezone = 'Asia/Kathmandu';
                                ALTER DATABASE peculiar SET xmloption = 'document';
                                ALTER DATABASE peculiar SET client_encoding = 'LATIN1';
                                ALTER DATABASE peculiar SET search_path = '';
                                ALTER DATABASE peculiar SET row_security = off;
                                ALTER DATABASE peculiar SET session_replication_role = 'replica';
                                ALTER DATABASE peculiar SET default_transaction_isolation = 'serializable';
                                ALTER DATABASE peculiar SET default_transaction_deferrable = on;
                                ALTER ROLE ALL IN DATABASE peculiar SET exit_on_error = on;
                                ALTER ROLE boss IN DATABASE peculiar SET quote_all_identifiers = on;"""),
                new OddDatabase("generated columns whose values depend on what the server has set for all", "zoned", "",
                        """
                                CREATE FUNCTION words(t timestamptz, i interval, b bytea, w text) RETURNS text LANGUAGE sql IMMUTABLE
                                  AS 'SELECT concat_ws(chr(32), t, i, b, to_tsvector(w))';
                                CREATE TABLE event (at timestamptz, took interval, raw bytea, what text,
                                  words text GENERATED ALWAYS AS (public.words(at, took, raw, what)) STORED);
                                SET bytea_output = 'escape'; -- as the server has it, and this session has not
                                INSERT INTO event VALUES ('2026-02-28 20:00+00', '1 day 2 hours', '\\x005cff', 'die Häuser');""",
                        "SELECT words FROM event", null),
                of("legacy", "backslashes in literals that are no escapes",
                        """
                                CREATE TABLE paths (id int PRIMARY KEY, path text DEFAULT E'C:\\\\new', CHECK (path <> E'\\\\'));
                                INSERT INTO paths VALUES (1, E'C:\\\\temp\\\\new'), (2, 'it''s'), (3, E'\\\\.');
                                COMMENT ON TABLE paths IS E'of \\\\\\\\server\\\\share';
                                SELECT lo_from_bytea(4711, '\\x0001ff');
                                COMMENT ON LARGE OBJECT 4711 IS E'a \\\\scan''';
                                ALTER DATABASE legacy SET standard_conforming_strings = off;
                                ALTER DATABASE legacy SET backslash_quote = off;"""),
                of("seeker", "settings without which indexes and checks do not mean the same", """
                        ALTER DATABASE seeker SET app.most = '10';
                        SET app.most = '10';
                        CREATE TABLE bounded (n int CHECK (n <= current_setting('app.most')::int));
                        INSERT INTO bounded VALUES (10);
                        CREATE TEXT SEARCH CONFIGURATION public.soft (COPY = german);
                        CREATE TABLE page (id int PRIMARY KEY, body text);
                        INSERT INTO page VALUES (1, 'Häuser'), (2, 'Straßen');
                        CREATE INDEX ON page USING gin (to_tsvector('public.soft', body));
                        ALTER DATABASE seeker SET default_text_search_config = 'public.soft';"""),
                new OddDatabase("a tablespace, for all and for a table", "spacious", "TABLESPACE \"odd 'space\"", """
                        CREATE TABLE far (n int PRIMARY KEY) TABLESPACE near;
                        INSERT INTO far VALUES (1);""", null, null),
                new OddDatabase("ICU's rules for text", "sorted",
                        "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-u-co-phonebk'",
                        """
                                CREATE COLLATION lax (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                                CREATE TABLE word (w text PRIMARY KEY, u text COLLATE lax UNIQUE);
                                INSERT INTO word VALUES ('Ä', 'a'), ('Ae', 'b'), ('Z', 'c');""",
                        null, null),
                of("guarded", "event triggers that forbid DDL, always",
                        """
                                CREATE TABLE fixed AS SELECT 1 AS n;
                                CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never here'; END $$;
                                CREATE EVENT TRIGGER "Refuse" ON ddl_command_start EXECUTE FUNCTION refuse();
                                CREATE EVENT TRIGGER "Refuse at the end" ON ddl_command_end EXECUTE FUNCTION refuse();
                                ALTER EVENT TRIGGER "Refuse" ENABLE ALWAYS;
                                ALTER EVENT TRIGGER "Refuse at the end" ENABLE ALWAYS;"""),
                of("moved", "sorted by another version of the collation", CLOSED + """
                        SET allow_system_table_mods = on;
                        UPDATE pg_database SET datcollversion = '1.0' WHERE datname = 'moved';"""));
    }

    private static Stream<OddDatabase> content() {
        return Stream.of(
                encoded("ascii", "SQL_ASCII", """
                        CREATE TABLE customer (id int PRIMARY KEY, name text DEFAULT E'M\\xfcller');
                        INSERT INTO customer VALUES (1, E'M\\xfcller'), (2, E'\\xff\\xfe');
                        COMMENT ON TABLE customer IS E'M\\xfcller\\'s';
                        CREATE FUNCTION who() RETURNS text LANGUAGE sql AS E'SELECT \\'M\\xfcller\\'::text';"""),
                encoded("windows", "WIN1252", """
                        SET client_encoding = 'WIN1252';
                        CREATE TABLE price (id int PRIMARY KEY, tag text);
                        INSERT INTO price VALUES (1, E'5 \\x80'), (2, E'no meaning: \\x81');"""),
                of("audited", "a cast of rows to text, and numbers of tables that are gone", """
                        CREATE SCHEMA own AUTHORIZATION tenant;
                        SET ROLE tenant;
                        CREATE TABLE own.person (id int PRIMARY KEY, name text);
                        INSERT INTO own.person VALUES (1, 'Ada'), (2, 'Bob');
                        CREATE FUNCTION own.label(own.person) RETURNS text LANGUAGE sql AS 'SELECT ($1).name';
                        CREATE CAST (own.person AS text) WITH FUNCTION own.label(own.person) AS IMPLICIT;
                        RESET ROLE;
                        CREATE TABLE log (n int, of regclass);
                        CREATE TABLE gone (n int);
                        INSERT INTO log VALUES (0, 'gone');
                        DROP TABLE gone;
                        INSERT INTO log SELECT n, (16384 + n)::oid FROM generate_series(0, 80) n
                          WHERE NOT EXISTS (SELECT FROM pg_class WHERE oid = 16384 + n);"""),
                asking("stale", "rows that are older than the function of their generated column: computed anew",
                        """
                                CREATE FUNCTION tax(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 16 / 100';
                                CREATE TABLE bill (net int, tax int GENERATED ALWAYS AS (public.tax(net)) STORED);
                                INSERT INTO bill SELECT 100 FROM generate_series(1, 10);
                                CREATE OR REPLACE FUNCTION tax(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 19 / 100';""",
                        "SELECT sum(tax) FROM bill", "190"),
                asking("adopted", "a table that belongs to an extension: in no dump, and told in every proof", """
                        CREATE EXTENSION citext;
                        CREATE TABLE queue AS SELECT n FROM generate_series(1, 9) n;
                        ALTER EXTENSION citext ADD TABLE queue;""",
                        "SELECT coalesce(to_regclass('public.queue')::text, 'none')", "none"),
                of("knots", "what depends on each other",
                        """
                                CREATE TABLE hen (id int PRIMARY KEY, egg int);
                                CREATE TABLE egg (id int PRIMARY KEY, hen int REFERENCES hen DEFERRABLE INITIALLY DEFERRED);
                                ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg DEFERRABLE INITIALLY DEFERRED;
                                BEGIN; INSERT INTO hen VALUES (1, 1); INSERT INTO egg VALUES (1, 1); COMMIT;
                                CREATE FUNCTION hens() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM public.hen';
                                ALTER TABLE egg ADD COLUMN seen bigint DEFAULT public.hens();
                                CREATE MATERIALIZED VIEW first_view AS SELECT id, public.hens() FROM hen;
                                CREATE MATERIALIZED VIEW a_later_view AS SELECT * FROM first_view;
                                CREATE MATERIALIZED VIEW empty_view AS SELECT 1 AS one WITH NO DATA;
                                CREATE TABLE measured (at date, n int) PARTITION BY RANGE (at);
                                CREATE TABLE "measured 2026" (n int, gone text, at date);
                                ALTER TABLE "measured 2026" DROP COLUMN gone;
                                ALTER TABLE measured ATTACH PARTITION "measured 2026" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                                INSERT INTO measured VALUES ('2026-05-01', 1);
                                CREATE UNLOGGED TABLE cache AS SELECT 1 AS n;
                                CREATE TABLE secret (n int, word text);
                                INSERT INTO secret VALUES (1, 'x');
                                ALTER TABLE secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, OWNER TO tenant;
                                CREATE PUBLICATION everything FOR ALL TABLES;
                                SELECT count(lo_create(n)) FROM generate_series(100001, 100200) n;
                                CREATE TABLE copied (n int PRIMARY KEY);
                                CREATE SUBSCRIPTION theirs CONNECTION 'host=nowhere.invalid dbname=x' PUBLICATION theirs
                                  WITH (connect = false, slot_name = 'theirs');
                                GRANT SELECT ON LARGE OBJECT 100001 TO tenant;"""));
    }

    /** Those that psql cannot bring back from a plain dump, and the words with which the guide ends. */
    static List<OddDatabase> notComingBack() {
        return List.of(
                of("bereft", "rows that break a foreign key", """
                        CREATE TABLE parent (id int PRIMARY KEY);
                        CREATE TABLE child (id int PRIMARY KEY, parent int CONSTRAINT of_parent REFERENCES parent);
                        ALTER TABLE child DISABLE TRIGGER ALL;
                        INSERT INTO child VALUES (1, 99);
                        ALTER TABLE child ENABLE TRIGGER ALL;""")
                        .answering("violates foreign key constraint \"of_parent\""),
                of("unqualified", "a check that finds its table by the search path of others", """
                        CREATE TABLE country (code text PRIMARY KEY);
                        INSERT INTO country VALUES ('AT');
                        CREATE FUNCTION known(c text) RETURNS boolean LANGUAGE sql STABLE
                          AS 'SELECT EXISTS (SELECT FROM country WHERE code = c)';
                        CREATE TABLE address (country text CHECK (known(country)));
                        INSERT INTO address VALUES ('AT');""")
                        .answering("relation \"country\" does not exist"),
                of("sealed", "an event trigger that forbids DDL, always, before a materialized view is filled",
                        """
                                CREATE MATERIALIZED VIEW shown AS SELECT 1 AS one;
                                CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never here'; END $$;
                                CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse();
                                ALTER EVENT TRIGGER refuse ENABLE ALWAYS;""")
                        .answering("never here"));
    }

    private OddDatabase answering(String words) {
        return new OddDatabase(what, name, options, sql, question, words);
    }
}
