package io.groundzero.backup.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTextTest {

    /** What a text is made of here: pieces of the forms in which bytes are told, and bytes with and without a meaning. */
    private static final List<byte[]> PIECES = List.of(bytes("fc"), bytes("81"), "\\".getBytes(UTF_8),
            "x".getBytes(UTF_8), "\\xfc".getBytes(UTF_8), "\\x{bytes}".getBytes(UTF_8), "\\x{bytes 1}".getBytes(UTF_8),
            "\\x{bytes 1 2}".getBytes(UTF_8));

    private static final int LONGEST = 5;

    @ParameterizedTest
    @CsvSource({"SQL_ASCII, 4dc3bc, Mü", "SQL_ASCII, 4d5c786663, M\\xfc", "LATIN1, 4dfc, Mü", "WIN1252, 4dfc, Mü",
            "EUC_JP, c6fccbdc, 日本", "SQL_ASCII, '', ''"})
    void whatHasAMeaningIsReadAsEver(String encoding, String hex, String text) {
        // When
        String read = ServerText.in(encoding).of(bytes(hex));

        // Then
        assertThat(read).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"SQL_ASCII, 4dfc, M\\xfc\\x{bytes}", "WIN1252, fc81, ü\\x81\\x{bytes}",
            "SQL_ASCII, 5c786663fc5c78, \\xfc\\xfc\\x\\x{bytes 1 3}", "MULE_INTERNAL, 41e4, A\\xe4\\x{bytes}",
            "EUC_TW, a4bf, \\xa4\\xbf\\x{bytes}"})
    void bytesWithoutMeaningAreToldAsSuch(String encoding, String hex, String text) {
        // When
        String read = ServerText.in(encoding).of(bytes(hex));

        // Then
        assertThat(read).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "WIN1252", "LATIN1", "UTF8", "EUC_JP", "EUC_TW"})
    void noTwoTextsReadAlike(String encoding) {
        // Given
        ServerText text = ServerText.in(encoding);
        Map<String, String> texts = new HashMap<>();

        // When
        for (byte[] bytes : texts()) {
            String hex = HexFormat.of().formatHex(bytes);
            String other = texts.put(text.of(bytes), hex);

            // Then
            assertThat(other == null || other.equals(hex)).as("%s and %s", hex, other).isTrue();
        }
        assertThat(texts).hasSizeGreaterThan(10_000);
    }

    @Test
    void whatTheDriverReadIsTheSameAsItsBytes() {
        // Given
        ServerText text = ServerText.in("UTF8");

        // When
        for (String words : List.of("Mü", "\\xfc", "\\xfc\\x{bytes}", "\\x{bytes 1 2}", "\\x{bytes} ", "")) {
            // Then
            assertThat(ServerText.of(words)).isEqualTo(text.of(words.getBytes(UTF_8)));
        }
        assertThat(ServerText.of((String) null)).isNull();
    }

    private static List<byte[]> texts() {
        List<byte[]> all = new ArrayList<>();
        List<byte[]> longest = List.of(new byte[0]);
        for (int length = 1; length <= LONGEST; length++) {
            List<byte[]> longer = new ArrayList<>();
            for (byte[] text : longest) {
                for (byte[] piece : PIECES) {
                    byte[] joined = new byte[text.length + piece.length];
                    System.arraycopy(text, 0, joined, 0, text.length);
                    System.arraycopy(piece, 0, joined, text.length, piece.length);
                    longer.add(joined);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
