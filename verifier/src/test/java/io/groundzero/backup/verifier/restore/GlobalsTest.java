package io.groundzero.backup.verifier.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

class GlobalsTest {

    private static String rewritten(String sql) throws BackupException {
        return new String(Globals.read(sql.getBytes(UTF_8), "Odd \"Admin\"", number -> "/scratch/it's/" + number)
                .script(), UTF_8);
    }

    @Test
    void bootstrapSuperuserIsNotCreatedAgain() throws BackupException {
        // When
        String script = rewritten("""
                -- Roles

                CREATE ROLE "Odd ""Admin\""";
                ALTER ROLE "Odd ""Admin\""" WITH SUPERUSER;
                CREATE ROLE "Odd ""Admin""2";
                """);

        // Then
        assertThat(script).isEqualTo("""
                ALTER ROLE "Odd ""Admin\""" WITH SUPERUSER;
                CREATE ROLE "Odd ""Admin""2";
                ALTER ROLE "Odd ""Admin\""" WITH LOGIN;
                """);
    }

    @Test
    void tablespacesMoveIntoTheScratchFolder() throws BackupException {
        // Given
        String sql = "CREATE TABLESPACE \"a LOCATION 'b'\" OWNER x LOCATION '/mnt/o''ne';\n"
                + "CREATE TABLESPACE two OWNER x LOCATION '';\n";

        // When
        String script = rewritten(sql);

        // Then
        assertThat(script).startsWith("CREATE TABLESPACE \"a LOCATION 'b'\" OWNER x LOCATION '/scratch/it''s/1';\n"
                + "CREATE TABLESPACE two OWNER x LOCATION '/scratch/it''s/2';\n");
    }

    @Test
    void restrictIsLeftOut() throws BackupException {
        // When
        String script = rewritten("\\restrict abcDEF1\n\nCREATE ROLE ü;\n\\unrestrict abcDEF1\n");

        // Then
        assertThat(script).startsWith("CREATE ROLE ü;\n").doesNotContain("restrict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMENT ON ROLE x IS E'a\n\\! id\n;\\';b'", "COMMENT ON ROLE x IS 'a\\'",
            "COMMENT ON ROLE \"\n\\! id;\" IS ''", "DO $a$ ' \\! id; $ $b$ $a$", "SELECT '''\\!', 1 /* /* \\ */ ; */",
            "SELECT $1 - 2 -- \\! id;\n + 3"})
    void backslashesInsideOfQuotesAreContent(String statement) throws BackupException {
        // When
        String script = rewritten(statement + ";\nCREATE ROLE y;\n");

        // Then
        assertThat(script).startsWith(statement + ";\nCREATE ROLE y;\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\! id\n", "SELECT 1 \\gexec\n", "SELECT 'a\\'; \\! id\n", "SELECT $a$ $b$ $a$; \\! id\n",
            "\\restrict a b\n", " \\restrict a\n", "SELECT E'\\\\'; \\! id\n", "-- x\n\\i /etc/passwd\n",
            "SELECT a$b$; \\! id; $b$\n"})
    void psqlCommandsAreRefused(String script) {
        assertThatThrownBy(() -> rewritten(script)).isInstanceOf(BackupException.class)
                .hasMessageContaining("psql command").extracting(e -> ((BackupException) e).code())
                .isEqualTo(ErrorCode.RESTORE_FAILED);
    }

    @Test
    void oldStringsMayHoldEscapedQuotes() throws BackupException {
        // Given
        String sql = "SET standard_conforming_strings = off;\nCOMMENT ON ROLE x IS 'it\\'s; fine';\n";

        // When
        String script = rewritten(sql);

        // Then
        assertThat(script).startsWith(sql);
    }

    @Test
    void cutOffScriptIsRefused() {
        assertThatThrownBy(() -> rewritten("COMMENT ON ROLE x IS 'cut")).hasMessageContaining("inside of a quotation");
    }
}
