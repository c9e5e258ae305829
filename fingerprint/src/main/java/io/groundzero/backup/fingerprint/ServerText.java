package io.groundzero.backup.fingerprint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import org.postgresql.PGConnection;

/**
 * Text of a database as its server keeps it, which may hold bytes that mean nothing: in SQL_ASCII anything goes, and
 * several encodings have bytes without a character. What has a meaning is read as ever; a byte that has none is written
 * {@code \xhh}, so that source and copy read the same.
 */
public final class ServerText {

    private static final String ANYTHING = "SQL_ASCII";

    /** Where Java has another name. */
    private static final Map<String, String> CHARSETS = Map.ofEntries(Map.entry(ANYTHING, "UTF-8"),
            Map.entry("UTF8", "UTF-8"), Map.entry("LATIN1", "ISO-8859-1"), Map.entry("LATIN2", "ISO-8859-2"),
            Map.entry("LATIN3", "ISO-8859-3"), Map.entry("LATIN4", "ISO-8859-4"), Map.entry("LATIN5", "ISO-8859-9"),
            Map.entry("LATIN7", "ISO-8859-13"), Map.entry("LATIN9", "ISO-8859-15"), Map.entry("KOI8R", "KOI8-R"),
            Map.entry("KOI8U", "KOI8-U"), Map.entry("WIN866", "IBM866"), Map.entry("WIN874", "x-windows-874"),
            Map.entry("EUC_JP", "EUC-JP"), Map.entry("EUC_KR", "EUC-KR"), Map.entry("EUC_CN", "GB2312"),
            Map.entry("EUC_TW", "x-EUC-TW"));

    private final Charset charset;

    private ServerText(Charset charset) {
        this.charset = charset;
    }

    /** @param connection of pgjdbc */
    public static ServerText of(Connection connection) throws SQLException {
        return new ServerText(charset(encoding(connection)));
    }

    /** Whether a database takes any byte for a text, so that the driver, which expects UTF-8, would fail on some. */
    public static boolean mayBeAnything(Connection connection) throws SQLException {
        return encoding(connection).equals(ANYTHING);
    }

    /** @param bytes in the server's encoding */
    public String of(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StringBuilder text = new StringBuilder(bytes.length);
        CharBuffer out = CharBuffer.allocate(Math.max(16, bytes.length));
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (result.isUnderflow()) {
                return text.toString();
            }
            if (result.isError()) {
                for (int n = 0; n < result.length(); n++) {
                    text.append(String.format("\\x%02x", in.get()));
                }
                decoder.reset();
            }
        }
    }

    private static String encoding(Connection connection) throws SQLException {
        return String.valueOf(connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"));
    }

    private static Charset charset(String encoding) {
        try {
            String name = CHARSETS.getOrDefault(encoding, encoding.replaceFirst("^WIN(\\d+)$", "windows-$1"));
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // all that is not ASCII is told byte by byte then
            return StandardCharsets.US_ASCII;
        }
    }
}
