package io.groundzero.backup.dumper.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;

/** Each test takes one thing away, is refused, runs the SQL of the message and is accepted. */
class PreflightTest {

    @TempDir
    Path folder;

    private SourceCluster source;
    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        setting = new DumpSetting(folder);
        setting.user = "lame";
        setting.databases = List.of("guarded");
        source.create("guarded", "CREATE SCHEMA private", "CREATE TABLE private.t(x int)",
                "CREATE SEQUENCE private.s");
        source.run("postgres",
                "CREATE ROLE lame LOGIN BYPASSRLS PASSWORD '" + SourceCluster.DUMP_PASSWORD.replace("'", "''") + "'",
                "GRANT pg_read_all_data TO lame");
    }

    @AfterEach
    void tearDown() throws Exception {
        source.run("postgres", "DROP DATABASE guarded WITH (FORCE)", "DROP OWNED BY lame", "DROP ROLE lame");
    }

    @Test
    void acceptsTheDocumentedRole() {
        assertThatCode(setting::dump).doesNotThrowAnyException();
    }

    @Test
    void unreadableTableAndSequence() throws Exception {
        source.run("postgres", "REVOKE pg_read_all_data FROM lame", "GRANT SELECT ON pg_authid TO lame");

        assertRefused("GRANT pg_read_all_data TO \"lame\";", "sequence private.s, table private.t");
    }

    @Test
    void roleThatDoesNotInherit() throws Exception {
        source.run("postgres", "ALTER ROLE lame NOINHERIT", "GRANT SELECT ON pg_authid TO lame");

        assertRefused("ALTER ROLE \"lame\" INHERIT;", "table private.t");
    }

    @Test
    void tablesThatPgDumpWouldLeaveOut() throws Exception {
        source.run("guarded", "CREATE TABLE information_schema.hidden(x int)");

        assertThatThrownBy(setting::dump).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_DUMPABLE))
                .hasMessageContaining("guarded").hasMessageContaining("information_schema.hidden")
                .hasMessageContaining("such as guarded.information_schema.hidden");
    }

    @Test
    void rowSecurity() throws Exception {
        source.run("postgres", "ALTER ROLE lame NOBYPASSRLS");
        source.run("guarded", "ALTER TABLE private.t ENABLE ROW LEVEL SECURITY");

        assertRefused("ALTER ROLE \"lame\" BYPASSRLS;", "row security of table private.t");
    }

    @Test
    void rolesAndPasswords() throws Exception {
        source.run("postgres", "REVOKE pg_read_all_data FROM lame");
        source.run("guarded", "GRANT USAGE ON SCHEMA private TO lame",
                "GRANT SELECT ON ALL TABLES IN SCHEMA private TO lame",
                "GRANT SELECT ON ALL SEQUENCES IN SCHEMA private TO lame");

        assertRefused("GRANT SELECT ON pg_catalog.pg_authid TO \"lame\";", "in database postgres");
    }

    @Test
    void largeObjects() throws Exception {
        source.run("guarded", "SELECT lo_create(n) FROM generate_series(1, 7) n",
                "GRANT SELECT ON LARGE OBJECT 1 TO PUBLIC", "GRANT SELECT ON LARGE OBJECT 2 TO lame");

        assertRefused("ALTER ROLE \"lame\" SET lo_compat_privileges = on;", "large object 3, ", "large object 7");
    }

    @Test
    void aLotOfLargeObjectsAreCountedAndNotListed() throws Exception {
        source.run("guarded", "SELECT lo_create(n) FROM generate_series(1, 3000) n");

        assertRefused("ALTER ROLE \"lame\" SET lo_compat_privileges = on;", "large object 1, ", " and 2995 more");
    }

    @Test
    void subscriptions() throws Exception {
        source.run("guarded", "CREATE SUBSCRIPTION sub CONNECTION 'host=127.0.0.1' PUBLICATION p "
                + "WITH (connect = false, slot_name = NONE)");
        try {
            assertRefused("ALTER ROLE \"lame\" SUPERUSER;", "subscription sub");
        } finally {
            source.run("guarded", "DROP SUBSCRIPTION sub");
        }
    }

    @Test
    void hiddenOptionsOfUserMappings() throws Exception {
        source.run("guarded", "CREATE FOREIGN DATA WRAPPER w", "CREATE SERVER far FOREIGN DATA WRAPPER w",
                "CREATE USER MAPPING FOR postgres SERVER far OPTIONS (password 'x')");

        assertRefused("ALTER ROLE \"lame\" SUPERUSER;", "options of the user mapping for postgres on server far");
    }

    @Test
    void userMappingsWithoutOptionsAreFine() throws Exception {
        source.run("guarded", "CREATE FOREIGN DATA WRAPPER w", "CREATE SERVER far FOREIGN DATA WRAPPER w",
                "CREATE USER MAPPING FOR postgres SERVER far");

        assertThatCode(setting::dump).doesNotThrowAnyException();
    }

    @Test
    void connect() throws Exception {
        source.run("postgres", "REVOKE CONNECT ON DATABASE guarded FROM PUBLIC");

        assertRefused("GRANT CONNECT ON DATABASE \"guarded\" TO \"lame\";");
    }

    private void assertRefused(String remedy, String... words) throws Exception {
        BackupException refusal = catchThrowableOfType(BackupException.class, setting::dump);

        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(ErrorCode.SOURCE_PERMISSION_MISSING);
        assertThat(refusal.getMessage().lines().skip(1)).as("one remedy").singleElement().asString()
                .startsWith(remedy + "  -- ");
        for (String word : words) {
            assertThat(refusal).hasMessageContaining(word);
        }
        assertThat(setting.volume.works()).doesNotExist();
        source.run("postgres", refusal.getMessage().lines().skip(1).findFirst().orElseThrow());
        assertThatCode(setting::dump).doesNotThrowAnyException();
    }
}
