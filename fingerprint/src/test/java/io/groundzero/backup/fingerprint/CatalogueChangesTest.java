package io.groundzero.backup.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.groundzero.backup.fingerprint.catalogue.Catalogue;

/** Each kind of object: a change is seen and named. Every change is made in a transaction that is rolled back. */
class CatalogueChangesTest {

    private static Everything everything;
    private static Connection connection;
    private static DatabaseFingerprint before;

    @BeforeAll
    static void start() throws Exception {
        everything = new Everything();
        connection = everything.connect(Everything.DATABASE);
        before = Fingerprints.read(connection, Everything.DATABASE, Level.COUNTS);
        connection.rollback();
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        everything.close();
    }

    @AfterEach
    void undo() throws SQLException {
        connection.rollback();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("DROP SCHEMA \"Odd \"\"name\"\" . %\" CASCADE", "schema \"Odd \"\"name\"\" . %\" is missing"),
                change("ALTER SCHEMA s OWNER TO reader", "schema s has \"owner: reader\""),
                change("CREATE TABLE s.added (x int)", "table s.added was not in the source"),
                change("ALTER TABLE s.other OWNER TO reader", "table s.other has \"owner: reader\""),
                change("ALTER TABLE s.unlogged SET LOGGED", "table s.unlogged lacks \"unlogged\""),
                change("ALTER TABLE s.parent SET (fillfactor = 71)", "table s.parent has \"options: "),
                change("ALTER TABLE s.secured RESET (toast.autovacuum_enabled)",
                        "lacks \"toast options"),
                change("ALTER TABLE s.secured DISABLE ROW LEVEL SECURITY", "table s.secured lacks \"row security\""),
                change("ALTER TABLE s.secured NO FORCE ROW LEVEL SECURITY",
                        "table s.secured lacks \"row security forced"),
                change("ALTER TABLE s.secured REPLICA IDENTITY NOTHING", "\"replica identity: nothing\""),
                change("ALTER TABLE s.two NO INHERIT s.other", "table s.two has \"inherits s.child\""),
                change("ALTER TABLE s.by_hash DETACH PARTITION s.by_hash_0",
                        "table s.by_hash_0 lacks \"partition of"),
                change("ALTER TABLE s.unlogged SET TABLESPACE space", "table s.unlogged has \"tablespace: space\""),
                change("ALTER TABLE s.elsewhere SET ACCESS METHOD heap", "table s.elsewhere lacks \"access method"),
                change("ALTER TABLE s.typed NOT OF", "table s.typed lacks \"of type: v.pair\""),
                change("ALTER TABLE v.generated ALTER late TYPE date",
                        "table v.generated has \"column late: date"),
                change("ALTER TABLE s.secured ADD y int",
                        "table s.secured has \"column y: integer\""),
                change("ALTER TABLE s.by_range ALTER v SET NOT NULL", "column v: text not null"),
                change("ALTER TABLE v.generated ALTER c SET DEFAULT 'z'", "column c: text default 'z'"),
                change("ALTER TABLE v.generated ALTER b DROP EXPRESSION", "column b: integer\""),
                change("ALTER TABLE v.generated ALTER id SET GENERATED ALWAYS", "identity always"),
                change("ALTER TABLE v.odd ALTER t TYPE text COLLATE \"C\"",
                        "column t: text collate pg_catalog.\\\"C\\\""),
                change("ALTER TABLE s.secured ALTER big SET STORAGE PLAIN", "storage p"),
                change("ALTER TABLE s.secured ALTER doc SET COMPRESSION DEFAULT", "column doc: jsonb\""),
                change("ALTER TABLE s.secured ALTER id SET STATISTICS 78", "statistics 78"),
                change("ALTER TABLE s.secured ALTER who RESET (n_distinct)", "column who: name\""),
                change("CREATE TABLE s.swap (b int, a int); DROP TABLE s.other CASCADE; CREATE TABLE s.other (y int, x int)",
                        "table s.other has"),
                change("DROP INDEX s.secured_partial", "index s.secured_partial is missing"),
                change("DROP INDEX s.secured_doc; CREATE INDEX secured_doc ON s.secured USING gin (doc)",
                        "index s.secured_doc has"),
                change("ALTER TABLE s.secured SET WITHOUT CLUSTER", "index s.secured_pkey lacks \"clustered\""),
                change("ALTER INDEX s.secured_partial ALTER COLUMN 1 SET STATISTICS 56", "index s.secured_partial has"),
                change("ALTER TABLE s.refers DROP CONSTRAINT refers_k_at_fkey",
                        "constraint s.refers.refers_k_at_fkey is missing"),
                change("ALTER TABLE s.parent DROP CONSTRAINT never", "constraint s.parent.never is missing"),
                change("ALTER TABLE s.secured VALIDATE CONSTRAINT later", "constraint s.secured.later has"),
                change("ALTER TABLE s.refers ALTER CONSTRAINT refers_k_at_fkey NOT DEFERRABLE",
                        "constraint s.refers.refers_k_at_fkey has"),
                change("ALTER DOMAIN v.positive DROP CONSTRAINT odd", "constraint v.positive.odd is missing"),
                change("CREATE OR REPLACE VIEW s.looks WITH (security_barrier, check_option = local) AS SELECT id, name::text AS named FROM s.parent",
                        "view s.looks"),
                change("ALTER VIEW s.looks SET (security_barrier = false)", "view s.looks has \"options: "),
                change("ALTER VIEW s.looks ALTER named DROP DEFAULT", "view s.looks has \"column named: text\""),
                change("REFRESH MATERIALIZED VIEW s.not_yet", "materialized view s.not_yet has \"populated: true\""),
                change("DROP MATERIALIZED VIEW s.summary", "materialized view s.summary is missing"),
                change("ALTER TABLE s.other ENABLE RULE quiet", "rule s.other.quiet has \"enabled: yes\""),
                change("DROP RULE quiet ON s.other", "rule s.other.quiet is missing"),
                change("DROP TRIGGER audit ON s.parent", "trigger s.parent.audit is missing"),
                change("ALTER TABLE s.parent DISABLE TRIGGER audit", "trigger s.parent.audit has \"enabled: no\""),
                change("ALTER TABLE s.by_range_2 ENABLE TRIGGER cloned", "trigger s.by_range_2.cloned is missing"),
                change("ALTER POLICY own ON s.secured TO reader", "policy s.secured.own has \"to reader\""),
                change("DROP POLICY never ON s.secured", "policy s.secured.never is missing"),
                change("DROP STATISTICS s.correlated", "statistics s.correlated is missing"),
                change("ALTER SEQUENCE s.counter INCREMENT -3", "sequence s.counter has"),
                change("ALTER SEQUENCE s.counter OWNED BY NONE", "sequence s.counter lacks \"owned by s.unlogged.x\""),
                change("CREATE OR REPLACE FUNCTION s.changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN  new; END; $$",
                        "function s.changed() has"),
                change("ALTER FUNCTION s.configured(int, text[]) SET work_mem = '2MB'", "set work_mem = 2MB"),
                change("ALTER FUNCTION s.configured(int, text[]) COST 8", "function s.configured(integer, text[]) has"),
                change("DROP PROCEDURE s.doing", "procedure s.doing(integer) is missing"),
                change("DROP AGGREGATE s.total(int)", "aggregate s.total(integer) is missing"),
                change("CREATE OR REPLACE AGGREGATE s.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '1')",
                        "aggregate s.total(integer) has"),
                change("ALTER TYPE v.mood RENAME VALUE 'sad' TO 'blue'", "type v.mood has"),
                change("ALTER TYPE v.pair ADD ATTRIBUTE c int CASCADE", "type v.pair has \"column c: integer\""),
                change("ALTER DOMAIN v.positive SET DEFAULT 3", "type v.positive has"),
                change("ALTER DOMAIN v.positive DROP NOT NULL", "type v.positive has"),
                change("DROP TYPE v.floats CASCADE", "type v.floats is missing"),
                change("DROP TYPE s.shell", "type s.shell is missing"),
                change("ALTER TYPE s.base OWNER TO reader",
                        "type s.base has \"owner: reader\""),
                change("DROP CAST (v.mood AS int)", "cast (v.mood AS integer) is missing"),
                change("DROP OPERATOR s.<<< (v.pair, v.pair) CASCADE", "operator s.<<<(v.pair,v.pair) is missing"),
                change("DROP OPERATOR CLASS s.class USING btree", "operator class s.class"),
                change("ALTER OPERATOR FAMILY s.family USING btree ADD FUNCTION 1 (int, int) btint4cmp(int, int)",
                        "operator family s.family USING btree has"),
                change("DROP CONVERSION s.conversion", "conversion s.conversion is missing"),
                change("DROP TABLE s.elsewhere; DROP ACCESS METHOD tables", "access method tables is missing"),
                change("DROP LANGUAGE mine", "language mine is missing"),
                change("ALTER TABLE v.odd DROP t; DROP COLLATION v.blind", "collation v.blind is missing"),
                change("DROP TRANSFORM FOR v.pair LANGUAGE plpgsql", "transform for v.pair"),
                change("ALTER TEXT SEARCH CONFIGURATION s.configuration DROP MAPPING FOR word",
                        "text search configuration s.configuration"),
                change("ALTER TEXT SEARCH DICTIONARY s.dictionary (STOPWORDS = german)",
                        "text search dictionary s.dictionary has"),
                change("DROP TEXT SEARCH PARSER s.parser CASCADE", "text search parser s.parser is missing"),
                change("DROP TEXT SEARCH TEMPLATE s.template CASCADE", "text search template s.template is missing"),
                change("ALTER EVENT TRIGGER watch ENABLE", "event trigger watch has \"enabled: yes\""),
                change("DROP EXTENSION pg_trgm CASCADE", "extension pg_trgm is missing"),
                change("ALTER EXTENSION citext SET SCHEMA v", "extension citext has \"schema: v\""),
                change("ALTER FUNCTION s.modern(int) NO DEPENDS ON EXTENSION citext",
                        "depends on extension citext is missing"),
                change("ALTER FOREIGN DATA WRAPPER wrapper OPTIONS (SET debug 'false')",
                        "foreign-data wrapper wrapper has"),
                change("ALTER SERVER far OPTIONS (SET host 'here')", "server far has"),
                change("ALTER SERVER far OPTIONS (SET password 'other')", "password=sha256:(another)"),
                change("ALTER USER MAPPING FOR owner SERVER far OPTIONS (SET password 'other')",
                        "user mapping for owner on server far has"),
                change("DROP USER MAPPING FOR PUBLIC SERVER far", "user mapping for public on server far is missing"),
                change("ALTER FOREIGN TABLE s.remote OPTIONS (SET table_name 'u')", "foreign table s.remote has"),
                change("ALTER FOREIGN TABLE s.remote ALTER x OPTIONS (SET column_name 'z')",
                        "foreign table s.remote has"),
                change("ALTER PUBLICATION partly DROP TABLE s.other",
                        "publication partly lacks \"table s.other"),
                change("ALTER PUBLICATION partly SET (publish = 'delete')", "publication partly has"),
                change("ALTER PUBLICATION schema_wide ADD TABLES IN SCHEMA s",
                        "publication schema_wide has \"schema s\""),
                change("GRANT UPDATE ON s.parent TO reader", "grants on table s.parent has"),
                change("REVOKE GRANT OPTION FOR SELECT ON s.parent FROM reader CASCADE",
                        "grants on table s.parent has"),
                change("REVOKE INSERT (id) ON s.parent FROM reader", "grants on table column s.parent.id is missing"),
                change("GRANT ALL ON s.other TO postgres", "grants on table s.other is missing"),
                change("REVOKE USAGE ON SCHEMA s FROM reader", "grants on schema s is missing"),
                change("GRANT CREATE ON SCHEMA public TO reader", "grants on schema public has"),
                change("REVOKE USAGE ON SEQUENCE s.counter FROM reader", "grants on sequence s.counter is missing"),
                change("GRANT EXECUTE ON FUNCTION s.modern(int) TO PUBLIC", "grants on function s.modern(integer)"),
                change("REVOKE USAGE ON TYPE v.mood FROM reader", "grants on type v.mood is missing"),
                change("REVOKE USAGE ON LANGUAGE mine FROM reader", "grants on language mine is missing"),
                change("REVOKE USAGE ON FOREIGN DATA WRAPPER wrapper FROM reader",
                        "grants on foreign-data wrapper wrapper is missing"),
                change("REVOKE USAGE ON FOREIGN SERVER far FROM reader", "grants on server far is missing"),
                change("REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM reader",
                        "grants on function pg_catalog.pg_read_file(pg_catalog.text) is missing"),
                change("GRANT EXECUTE ON FUNCTION s.hstore(text, text) TO PUBLIC",
                        "grants on function s.hstore(pg_catalog.text,pg_catalog.text) is missing"),
                change("REVOKE SELECT (rolname) ON pg_authid FROM \"Other role\"",
                        "grants on table column pg_catalog.pg_authid.rolname is missing"),
                change("ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA s REVOKE SELECT ON TABLES FROM reader",
                        "default privileges of owner in schema s on tables is missing"),
                change("ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
                        "default privileges of owner on functions is missing"),
                change("COMMENT ON TABLE s.parent IS 'other'", "comment on table s.parent has \"other\""),
                change("COMMENT ON COLUMN s.parent.id IS NULL", "comment on table column s.parent.id is missing"),
                change("COMMENT ON LARGE OBJECT 4711 IS NULL", "comment on large object 4711 is missing"),
                change("COMMENT ON EXTENSION hstore IS 'x'", "comment on extension hstore has"),
                change("COMMENT ON SCHEMA public IS 'x'", "comment on schema public was not in the source"),
                change("ALTER LARGE OBJECT 4712 OWNER TO owner",
                        "large objects of owner granted to owner=rw/owner was not"),
                change("REVOKE SELECT ON LARGE OBJECT 4711 FROM reader",
                        "large objects of owner granted to owner=rw/owner, reader=r/owner is missing"),
                change("SELECT lo_unlink(4711), lo_create(4714)",
                        "large objects of postgres granted to postgres=rw/postgres has"),
                change("ALTER DATABASE %s OWNER TO reader", "database has \"owner: reader\""),
                change("ALTER DATABASE %s CONNECTION LIMIT 43", "database has \"connection limit: 43\""),
                change("ALTER DATABASE %s SET work_mem = '6MB'",
                        "setting work_mem of the database has \"6MB\", in the source \"5MB\""),
                change("ALTER DATABASE %s SET my.secret = 'other'",
                        "setting my.secret of the database has \"sha256:(another)\""),
                change("ALTER ROLE reader IN DATABASE %s RESET search_path",
                        "setting search_path of role reader in the database is missing"),
                change("REVOKE CREATE ON DATABASE %s FROM reader", "grants on the database has"),
                change("COMMENT ON DATABASE %s IS 'x'", "comment on the database has"),
                change("SELECT setval('s.untouched', 1, true)",
                        "sequence s.untouched stands at 1, 1 (not handed out yet) in the source"),
                change("DROP SEQUENCE s.untouched", "sequence s.untouched is missing"));
    }

    private static Arguments change(String sql, String words) {
        return Arguments.of(sql.replace("%s", Everything.quoted(Everything.DATABASE)), words.replace("\\\"", "\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeIsSeenAndNamed(String sql, String words) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }

        DatabaseFingerprint after = Fingerprints.read(connection, Everything.DATABASE, Level.COUNTS);

        assertThat(Comparison.differences(before, after)).anyMatch(difference -> difference.contains(words))
                .noneMatch(difference -> difference.matches("(?s).*[0-9a-f]{32}.*|.*hidden.*|.*not shown.*"));
        assertThat(Comparison.differences(after, before)).isNotEmpty();
        if (sql.contains("setval")) {
            everything.run(Everything.DATABASE, "SELECT setval('s.untouched', 1, false)");
        }
    }

    static Stream<Arguments> clusterChanges() {
        return Stream.of(change("CREATE ROLE added", "role added was not in the source"),
                change("ALTER ROLE reader CREATEDB", "role reader has \"createdb: true\""),
                change("ALTER ROLE reader VALID UNTIL 'infinity'", "role reader has \"valid until: infinity\""),
                change("ALTER ROLE reader PASSWORD 'hidden'", "role reader has \"password: (another)\""),
                change("ALTER ROLE \"Other role\" CONNECTION LIMIT 4",
                        "role \"Other role\" has \"connection limit: 4\""),
                change("REVOKE reader FROM \"Other role\"", "membership of \"Other role\" in reader is missing"),
                change("REVOKE ADMIN OPTION FOR owner FROM reader",
                        "membership of reader in owner has \"admin: false\""),
                change("ALTER ROLE reader SET my.token = 'x'",
                        "setting my.token of role reader has \"sha256:(another)\""),
                change("ALTER ROLE reader RESET my.token", "setting my.token of role reader is missing"),
                change("COMMENT ON ROLE owner IS NULL", "comment on role owner is missing"),
                change("ALTER TABLESPACE space OWNER TO reader", "tablespace space has \"owner: reader\""),
                change("ALTER TABLESPACE space RESET (random_page_cost)", "tablespace space lacks \"options"),
                change("REVOKE CREATE ON TABLESPACE space FROM reader", "grants on tablespace space is missing"),
                change("COMMENT ON TABLESPACE space IS NULL", "comment on tablespace space is missing"),
                change("REVOKE ALL ON PARAMETER log_statement FROM reader", "grants on parameter log_statement"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clusterChanges")
    void aChangeOfTheClusterIsSeenAndNamed(String sql, String words) throws SQLException {
        Catalogue source = Fingerprints.readCluster(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }

        Catalogue after = Fingerprints.readCluster(connection);

        assertThat(Comparison.compareClusters(source, after))
                .allMatch(difference -> difference.startsWith("cluster: "))
                .anyMatch(difference -> difference.contains(words))
                .noneMatch(difference -> difference.matches("(?s).*[0-9a-f]{32}.*|.*hidden.*"));
    }

    /** PostgreSQL 17.12 counts a column's changes there; what a restore counts is another number. */
    @Test
    void serversOwnOptionOfColumnsDoesNotCount() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL allow_system_table_mods = on");
            statement.execute("UPDATE pg_attribute SET attoptions = array_prepend('pg_attver=55670488', attoptions)"
                    + " WHERE attrelid = 's.secured'::regclass AND attnum > 0");
        }
        assertThat(Comparison.compare(before, Fingerprints.read(connection, Everything.DATABASE, Level.COUNTS))
                .differences()).isEmpty();
    }

    @Test
    void nothingElseChangesByReading() throws SQLException {
        assertThat(Comparison.compare(before, Fingerprints.read(connection, Everything.DATABASE, Level.COUNTS)))
                .satisfies(result -> assertThat(result.differences()).isEmpty())
                .satisfies(result -> assertThat(result.notes()).isEmpty());
        assertThat(before.catalogue().entries().toString()).doesNotContain("hidden", "not shown", "'secret'");
    }
}
