package io.groundzero.backup.fingerprint.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])) | ((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))",
            "((((n >= 1) AND (n <= 2)) AND (m > 0)) OR x) | (((n >= 1) AND (n <= 2) AND (m > 0)) OR x)",
            "((a OR (b)) OR c) | (a OR (b) OR c)",
            "(ARRAY['(,'::varchar, 'it''s'::varchar])::v.t[] | ARRAY[('(,'::varchar)::v.t, ('it''s'::varchar)::v.t]",
            "(ARRAY[(x)])::timestamp(3) with time zone[] | ARRAY[(x)::timestamp(3) with time zone]"})
    void sameMeaningOtherWords(String one, String other) {
        assertThat(Wording.of(one)).isEqualTo(Wording.of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"((a OR b) AND c) | (a OR (b AND c))",
            "((a AND b) OR c) | (a AND b OR c)", "(a - (b - c)) | ((a - b) - c)", "('a  b') | ('a b')",
            "(ARRAY['a'::varchar])::text[] | (ARRAY['b'::varchar])::text[]", "('(a AND b) AND c') | ('a AND b AND c')",
            "(ARRAY['a'::varchar])::text[] | (ARRAY['a'::varchar])::bpchar[]", "(NOT (a AND b)) | ((NOT a) AND b)",
            "(\"A\" AND b) | (a AND b)", "f(a, (b)) | f((a), b)",
            "(x IN ( SELECT 1 WHERE (a AND b))) | (x IN ( SELECT 1 WHERE a AND b))"})
    void otherMeaning(String one, String other) {
        assertThat(Wording.of(one)).isNotEqualTo(Wording.of(other));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', value = {"'open", "\"open", "E'open\\", "((((", "))))", "]", "~~", "E'it\\'s (a'"})
    void whatIsNoExpressionDoesNoHarm(String text) {
        assertThat(Wording.of(text)).isEqualTo(Wording.of(text)).isNotNull();
    }
}
