package io.groundzero.backup.verifier.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * A plain dump on its way to psql: lets SQL and the data of COPY pass, and of psql's own commands none but those that
 * {@code pg_dump --create} writes. Constant memory, however long a row is.
 */
class PlainDump {

    private static final int BUFFER = 256 * 1024;
    /** pg_dump writes it before a \connect to a name that needs quoting. */
    private static final String ENCODING = "\\encoding SQL_ASCII";
    private static final int KEPT = 256;
    private static final int LINE_LIMIT = 4096;

    private final InputStream in;
    private final OutputStream out;
    private final String connect;
    private final SqlLexer lexer = new SqlLexer();
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    /** Buffers of its own: those of java.io lock for every byte. */
    private final byte[] input = new byte[BUFFER];
    private final byte[] output = new byte[BUFFER];
    private int position;
    private int limit;
    private int written;
    private boolean copyFollows;

    PlainDump(InputStream in, OutputStream out, String database) {
        this.in = in;
        this.out = out;
        this.connect = connectCommand(database);
    }

    /**
     * @throws BackupException RESTORE_FAILED if there is another psql command
     */
    void filter() throws BackupException, IOException {
        boolean lineStart = true;
        for (int b = read(); b >= 0; b = read()) {
            if (b == '\\' && lexer.plain()) {
                command(lineStart);
                lineStart = true;
                continue;
            }
            write(b);
            boolean plain = lexer.next(b);
            if (plain && b == ';') {
                endOfStatement();
            } else {
                keep((char) b);
            }
            lineStart = b == '\n';
            if (lineStart && copyFollows) {
                copyData();
            }
        }
        out.write(output, 0, written);
        out.flush();
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(input));
            if (limit == 0) {
                return -1;
            }
        }
        return input[position++] & 0xff;
    }

    private void write(int b) throws IOException {
        if (written == output.length) {
            out.write(output);
            written = 0;
        }
        output[written++] = (byte) b;
    }

    private void endOfStatement() {
        String start = head.toString().strip();
        String end = (head.length() < KEPT ? head : tail).toString().strip();
        copyFollows = start.startsWith("COPY ") && end.endsWith("FROM stdin");
        if (start.equals("SET standard_conforming_strings = off")) {
            lexer.backslashEscapes(true);
        }
        head.setLength(0);
        tail.setLength(0);
    }

    /** The first and last characters of the statement; leading comments are no part of it. */
    private void keep(char c) {
        if (head.length() < KEPT) {
            head.append(c);
            if (c == '\n' && head.toString().stripLeading().startsWith("--")) {
                head.setLength(0);
            }
        }
        tail.append(c);
        if (tail.length() > 2 * KEPT) {
            tail.delete(0, KEPT);
        }
    }

    /** Passes on all lines up to the one that ends the data. */
    private void copyData() throws IOException {
        copyFollows = false;
        int column = 0;
        boolean end = false;
        for (int b = read(); b >= 0; b = read()) {
            write(b);
            if (b == '\n') {
                if (end && column == 2) {
                    return;
                }
                column = 0;
                end = false;
            } else {
                end = column == 0 ? b == '\\' : end && column == 1 && b == '.';
                column = Math.min(column + 1, 3);
            }
        }
    }

    private void command(boolean lineStart) throws BackupException, IOException {
        StringBuilder line = new StringBuilder("\\");
        int b = read();
        for (; b >= 0 && b != '\n' && line.length() < LINE_LIMIT; b = read()) {
            line.append((char) b);
        }
        String text = line.toString();
        if (lineStart && text.matches("\\\\(un)?restrict [A-Za-z0-9]+")) {
            // older versions of psql do not know it, and this filter does the same
            return;
        }
        if (lineStart && text.startsWith("\\connect ")) {
            pass(connect);
        } else if (lineStart && text.equals(ENCODING)) {
            pass(ENCODING);
        } else {
            throw new BackupException(ErrorCode.RESTORE_FAILED,
                    "the dump holds a psql command, which is never run: " + Globals.printable(text));
        }
    }

    private void pass(String command) throws IOException {
        for (byte c : (command + "\n").getBytes(UTF_8)) {
            write(c);
        }
    }

    /** Our own words, not the dump's: the name as a connection string, that as psql's quoted argument. */
    static String connectCommand(String database) {
        String value = database.replace("\\", "\\\\").replace("'", "\\'");
        return "\\connect -reuse-previous=on \"" + ("dbname='" + value + "'").replace("\"", "\"\"") + "\"";
    }
}
