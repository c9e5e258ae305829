package io.groundzero.backup.verifier.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDumpTest {

    private static String filtered(String sql, String database) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PlainDump(new ByteArrayInputStream(sql.getBytes(UTF_8)), out, database).filter();
        return out.toString(UTF_8);
    }

    @Test
    void sqlAndDataPassUnchanged() throws Exception {
        // Given
        String sql = """
                -- Data for Name: t; it's a comment
                CREATE FUNCTION f() RETURNS text AS $_$
                \\! false
                COPY x FROM stdin;
                $_$ LANGUAGE sql;
                -- ü
                COPY public.t (a, b) FROM stdin;
                1\t\\N
                \\! not a command
                \\\\.
                \\.x
                'unbalanced
                \\.


                SELECT 'a\\', "b\\";
                """ + "COPY public." + "x".repeat(5000) + " FROM stdin;\n\\.\nSELECT 1;\n";

        // When
        String passed = filtered(sql, "app");

        // Then
        assertThat(passed).isEqualTo(sql);
    }

    @Test
    void connectIsWrittenAnew() throws Exception {
        // When
        String passed = filtered("\\restrict a1\n\\encoding SQL_ASCII\n\\connect evil\nSELECT 1;\n\\unrestrict a1\n",
                "o'dd \"x\" \\");

        // Then
        assertThat(passed).isEqualTo(
                "\\encoding SQL_ASCII\n\\connect -reuse-previous=on \"dbname='o\\'dd \"\"x\"\" \\\\'\"\nSELECT 1;\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\! id\n", "SELECT 1; \\! id\n", "COPY t FROM stdin;\n1\n\\.\n\\! id\n",
            "SELECT 1 \\connect x\n", "\\copy t from program 'id'\n", "\\i x\n", "\\.\n", "\\encoding SJIS\n"})
    void otherCommandsAreRefused(String sql) {
        assertThatThrownBy(() -> filtered(sql, "app")).hasMessageContaining("psql command");
    }
}
