package io.groundzero.backup.checks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Counts rows and keeps a digest and a sample of them, not the rows: there may be millions. */
public final class Rows {

    private static final int LONGEST = 200;
    private static final char SEPARATOR = '\u001f';
    private static final String NULL = "\u0000";

    private final List<String> digests = new ArrayList<>();
    private final TreeSet<String> smallest = new TreeSet<>();
    private final MessageDigest sha256 = sha256Digest();

    /** Takes the result's row where it stands. */
    void add(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        StringBuilder whole = new StringBuilder();
        StringBuilder readable = new StringBuilder();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String value = row.getString(column);
            whole.append(value == null ? NULL : value).append(SEPARATOR);
            readable.append(readable.isEmpty() ? "" : ", ").append(columns.getColumnLabel(column)).append(' ')
                    .append(value);
        }
        digests.add(hex(whole.toString()));
        smallest.add(shortened(readable.toString().replaceAll("\\s+", " ")));
        if (smallest.size() > CheckResult.SAMPLE) {
            smallest.pollLast();
        }
    }

    /** All rows of a result. */
    public static Rows of(ResultSet result) throws SQLException {
        Rows rows = new Rows();
        while (result.next()) {
            rows.add(result);
        }
        return rows;
    }

    public long count() {
        return digests.size();
    }

    public List<String> sample() {
        return List.copyOf(smallest);
    }

    String sha256() {
        return digests.isEmpty() ? null : hex(String.join("\n", digests.stream().sorted().toList()));
    }

    private String hex(String text) {
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
