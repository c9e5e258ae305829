package io.groundzero.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithoutRowsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Key (a, b)=(1, x) is not present in table \"p\".|Key (a, b)=(…) is not present in table \"p\".",
            "Key (a)=(x) already exists.) already exists.|Key (a)=(…) already exists.",
            "Key (f(a))=(x) is duplicated.|Key (f(a))=(…) is duplicated.",
            "Key (a)=(x) conflicts with key (a)=(y).|Key (a)=(…) conflicts with another one.",
            "Key (a)=(x) is something new.|Key (a)=(…)",
            "Failing row contains (1, x).|Failing row contains (…).",
            "Partition key of the failing row contains (a)=(5).|Partition key of the failing row contains (a)=(…)",
            "The value is 'it''s x' here|The value is '…' here"})
    void namesStayAndValuesDoNot(String said, String shown) {
        assertThat(WithoutRows.detail(said)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "COPY t, line 12: \"secret\"|COPY t, line 12",
            "COPY t, line 12, column c: \"secret\"|COPY t, line 12, column c",
            "JSON data, line 1: {\"secret\"|JSON data, line 1",
            "PL/pgSQL function s.f(integer) line 3 at RAISE|PL/pgSQL function s.f(integer) line 3 at RAISE",
            "SQL statement \"SELECT 'secret'\"|SQL statement \"SELECT '…'\""})
    void functionsAndLinesStay(String said, String shown) {
        assertThat(WithoutRows.context(said)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"'a\u001b[31mb', a [31mb", "'a\nb', a b", "'a\u202eb', a b"})
    void whatWouldSteerATerminalIsGone(String said, String shown) {
        assertThat(WithoutRows.oneLine(said)).isEqualTo(shown);
    }
}
