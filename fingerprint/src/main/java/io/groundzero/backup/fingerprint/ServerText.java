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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.postgresql.PGConnection;

/**
 * Text of a database as its server keeps it, which may hold bytes that mean nothing: in SQL_ASCII anything goes, and
 * several encodings have bytes without a character. What has a meaning is read as ever; a byte that has none is written
 * {@code \xhh}, so that source and copy read the same.
 *
 * Somebody may have written those four characters himself. So a text with such bytes ends with {@code \x{bytes}}, or with
 * {@code \x{bytes 1 3}} if the first and the third {@code \x} in it are not bytes but were written, and so does a text
 * that ends like that by itself: no two texts read alike. All others are what they are, as fingerprints always had them.
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
            // Java has one character for two of its codes, so that two texts would read alike
            Map.entry("EUC_TW", "US-ASCII"));

    private static final String BYTE = "\\x";
    private static final Pattern MARKED = Pattern.compile("\\\\x\\{bytes[ 0-9]*}\\z");

    private final Charset charset;

    private ServerText(Charset charset) {
        this.charset = charset;
    }

    /** @param connection of pgjdbc */
    public static ServerText of(Connection connection) throws SQLException {
        return in(encoding(connection));
    }

    /** @param encoding by PostgreSQL's name */
    static ServerText in(String encoding) {
        return new ServerText(charset(encoding));
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
        Set<Integer> meaningless = new HashSet<>();
        return marked(read(bytes, meaningless), meaningless);
    }

    /** For people: without the mark, so that two may look alike. */
    public String shown(byte[] bytes) {
        return read(bytes, new HashSet<>());
    }

    /** @param meaningless gets where bytes are written in it, as indexes */
    private String read(byte[] bytes, Set<Integer> meaningless) {
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
                    meaningless.add(text.length());
                    text.append(BYTE).append(String.format("%02x", in.get()));
                }
                decoder.reset();
            }
        }
    }

    /** @param text as the driver gives it: all of its bytes have a meaning */
    public static String of(String text) {
        return text == null ? null : marked(text, Set.of());
    }

    /** @param meaningless where bytes are written in it, as indexes */
    private static String marked(String text, Set<Integer> meaningless) {
        if (meaningless.isEmpty() && !MARKED.matcher(text).find()) {
            return text;
        }
        StringBuilder marked = new StringBuilder(text).append(BYTE).append("{bytes");
        int count = 0;
        for (int at = text.indexOf(BYTE); at >= 0; at = text.indexOf(BYTE, at + 1)) {
            count++;
            if (!meaningless.contains(at)) {
                marked.append(' ').append(count);
            }
        }
        return marked.append('}').toString();
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
