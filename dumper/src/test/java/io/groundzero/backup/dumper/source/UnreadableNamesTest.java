package io.groundzero.backup.dumper.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.fingerprint.Level;

/** Names that no driver can send are refused before the dump; once the SQL of the message was run there is a backup. */
class UnreadableNamesTest {

    private static final String DATABASE = "unreadable";

    @TempDir
    Path folder;

    private SourceCluster source;
    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        setting = new DumpSetting(folder);
        setting.databases = List.of(DATABASE);
        setting.level = Level.FULL;
    }

    @AfterEach
    void tearDown() throws Exception {
        source.drop(DATABASE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SQL_ASCII | 4dfc | the encoding is SQL_ASCII, and they are not UTF-8 | M\\xfc",
            "WIN1252 | 4d81 | of WIN1252 | M\\x81"})
    void eachIsNamedWithTheSqlThatRenamesIt(String encoding, String hex, String words, String shown) throws Exception {
        // Given
        create(encoding);
        make(hex, encoding, "CREATE SCHEMA %1$I", "CREATE TABLE %1$I.%1$I (%1$I int, readable int)",
                "CREATE TABLE parent (%1$I int) PARTITION BY LIST (%1$I)",
                "CREATE TABLE %1$I PARTITION OF parent DEFAULT", "CREATE SCHEMA s2",
                "CREATE SEQUENCE s2.%1$I",
                "CREATE MATERIALIZED VIEW %2$I AS SELECT 1 AS a");

        // When
        BackupException refusal = catchThrowableOfType(BackupException.class, setting::dump);

        // Then
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(ErrorCode.SOURCE_NAME_UNREADABLE);
        assertThat(refusal).hasMessageContaining("in database " + DATABASE).hasMessageContaining("(" + words + ")");
        List<String> remedies = refusal.getMessage().lines().skip(1).toList();
        assertThat(remedies).extracting(remedy -> remedy.replaceAll(".* -- ", "").replace(shown, "?"))
                .containsExactlyInAnyOrder("schema \"?\"", "table \"?\".\"?\"", "column \"?\" of table \"?\".\"?\"",
                        "column \"?\" of table public.parent", "table public.\"?\"", "sequence s2.\"?\"",
                        "materialized view public.\"?_2\"");
        assertThat(setting.volume.works()).doesNotExist();
        for (int i = 0; i < remedies.size(); i++) {
            source.run(DATABASE, remedies.get(i).replace("new name", "renamed " + i));
        }
        assertThatCode(setting::dump).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"SQL_ASCII, 4dc3bc5c", "SQL_ASCII, 4d5c", "WIN1252, 4dfc", "EUC_JP, c6fccbdc"})
    void namesOfCharactersAreDumped(String encoding, String hex) throws Exception {
        create(encoding);
        make(hex, encoding, "CREATE SCHEMA %1$I", "CREATE TABLE %1$I.%1$I (%1$I int)");

        assertThatCode(setting::dump).doesNotThrowAnyException();
    }

    /** By them nothing is asked. */
    @ParameterizedTest
    @CsvSource({"SQL_ASCII, 4dfc", "WIN1252, 4d81"})
    void namesOfOtherThingsAreDumped(String encoding, String hex) throws Exception {
        create(encoding);
        make(hex, encoding, "CREATE SCHEMA %1$I", "CREATE TYPE %1$I AS ENUM (%1$L)", "CREATE TABLE t (a %1$I, b int)",
                "INSERT INTO t VALUES (%1$L)", "CREATE INDEX %1$I ON t (b)",
                "CREATE VIEW %2$I AS SELECT b AS %1$I FROM t",
                "ALTER TABLE t ADD CONSTRAINT %1$I CHECK (b > 0)", "CREATE MATERIALIZED VIEW m AS SELECT 1 AS %1$I",
                "CREATE FUNCTION %1$I(%1$I int) RETURNS int LANGUAGE sql AS ''SELECT 1''");

        assertThatCode(setting::dump).doesNotThrowAnyException();
    }

    @Test
    void ofManyTheFirstAreNamed() throws Exception {
        create("SQL_ASCII");
        make("fc", "SQL_ASCII", "CREATE SCHEMA crowd");
        source.run(DATABASE, "DO $$ BEGIN FOR i IN 1..30 LOOP EXECUTE format('CREATE SEQUENCE crowd.%I',"
                + " convert_from(decode('fc', 'hex'), 'SQL_ASCII') || chr(10) || i); END LOOP; END $$");

        BackupException refusal = catchThrowableOfType(BackupException.class, setting::dump);

        assertThat(refusal.getMessage().lines()).hasSize(22).last().asString().isEqualTo("and 10 more");
        assertThat(refusal).hasMessageContaining("  -- sequence crowd.\"\\xfc ");
    }

    @Test
    void whatAllDatabasesShareIsNamedAsWell() throws Exception {
        // Given
        create("SQL_ASCII");
        make("4dfc", "SQL_ASCII", "CREATE ROLE %1$I");
        try {
            // When
            BackupException refusal = catchThrowableOfType(BackupException.class, setting::dump);

            // Then
            assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(ErrorCode.SOURCE_NAME_UNREADABLE);
            assertThat(refusal).hasMessageContaining("Run as a superuser in database postgres");
            List<String> remedies = refusal.getMessage().lines().skip(1).toList();
            assertThat(remedies).singleElement().asString().endsWith("  -- role \"M\\xfc\"");
            source.run("postgres", remedies.get(0).replace("new name", "renamed"));
            assertThatCode(setting::dump).doesNotThrowAnyException();
        } finally {
            // not IF EXISTS, of which the notice holds the name
            source.run(DATABASE, "DO $$ DECLARE made name; BEGIN FOR made IN SELECT rolname FROM pg_roles"
                    + " WHERE rolname LIKE 'M%' OR rolname = 'renamed' LOOP EXECUTE format('DROP ROLE %I', made); END LOOP;"
                    + " END $$");
        }
    }

    @Test
    void aDatabaseIsNamedByTheSqlThatRenamesIt() throws Exception {
        // Given: its bytes are changed where they lie, since CREATE DATABASE runs in no block
        create("SQL_ASCII");
        source.run(DATABASE, "UPDATE pg_database SET datname = convert_from(decode('4dfc', 'hex'), 'SQL_ASCII')::name"
                + " WHERE datname = current_database()");

        // When
        BackupException refusal = catchThrowableOfType(BackupException.class, setting::dump);

        // Then
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(ErrorCode.SOURCE_NAME_UNREADABLE);
        List<String> remedies = refusal.getMessage().lines().skip(1).toList();
        assertThat(remedies).singleElement().asString().endsWith("  -- database \"M\\xfc\"");
        source.run("postgres", remedies.get(0).replace("new name", DATABASE));
        assertThatCode(setting::dump).doesNotThrowAnyException();
    }

    private void create(String encoding) throws Exception {
        source.drop(DATABASE);
        source.run("postgres", "CREATE DATABASE " + DATABASE + " TEMPLATE template0 ENCODING '" + encoding
                + "' LC_COLLATE 'C' LC_CTYPE 'C'");
    }

    /** @param statements formats for the name of these bytes, and for that name with {@code _2} at its end; quotes doubled */
    private void make(String hex, String encoding, String... statements) throws Exception {
        String word = "convert_from(decode('" + hex + "', 'hex'), '" + encoding + "')";
        for (String statement : statements) {
            source.run(DATABASE,
                    "DO $$ BEGIN EXECUTE format('" + statement + "', " + word + ", " + word + " || '_2'); END $$");
        }
    }
}
