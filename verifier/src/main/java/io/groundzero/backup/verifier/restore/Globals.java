package io.groundzero.backup.verifier.restore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * What {@code pg_dumpall --globals-only} wrote, made fit for a throwaway server: without psql's own commands, without
 * the role that initdb has made already, and with tablespaces somewhere harmless. Pure logic.
 */
final class Globals {

    private static final Pattern RESTRICT = Pattern.compile("\\\\(un)?restrict [A-Za-z0-9]+");
    private static final Pattern TABLESPACE = Pattern
            .compile("(CREATE TABLESPACE .* LOCATION )E?'(?:[^']|'')*'", Pattern.DOTALL);
    private static final Pattern NON_CONFORMING = Pattern.compile("SET standard_conforming_strings = off");

    private final List<String> statements;
    private final int tablespaces;

    private Globals(List<String> statements, int tablespaces) {
        this.statements = statements;
        this.tablespaces = tablespaces;
    }

    /**
     * @param script its bytes
     * @param bootstrapSuperuser whom initdb has made
     * @param location gives each tablespace, counted from 1, its directory
     * @throws BackupException RESTORE_FAILED if a psql command is among the statements
     */
    static Globals read(byte[] script, String bootstrapSuperuser, IntFunction<String> location)
            throws BackupException {
        List<String> statements = new ArrayList<>();
        int tablespaces = 0;
        String plainName = "CREATE ROLE " + bytewise(bootstrapSuperuser);
        String quotedName = "CREATE ROLE " + bytewise(quoted(bootstrapSuperuser));
        for (String statement : split(script)) {
            Matcher tablespace = TABLESPACE.matcher(statement);
            if (tablespace.matches()) {
                tablespaces++;
                String folder = bytewise(location.apply(tablespaces).replace("'", "''"));
                statements.add(tablespace.group(1) + "'" + folder + "'");
            } else if (!statement.equals(plainName) && !statement.equals(quotedName)) {
                statements.add(statement);
            }
        }
        // the restore goes on as this role, whatever the source allows it
        statements.add("ALTER ROLE " + bytewise(quoted(bootstrapSuperuser)) + " WITH LOGIN");
        return new Globals(statements, tablespaces);
    }

    int tablespaces() {
        return tablespaces;
    }

    /** For psql. */
    byte[] script() {
        return (String.join(";\n", statements) + ";\n").getBytes(ISO_8859_1);
    }

    static List<String> split(byte[] script) throws BackupException {
        List<String> statements = new ArrayList<>();
        SqlLexer lexer = new SqlLexer();
        StringBuilder statement = new StringBuilder();
        for (int i = 0; i < script.length; i++) {
            int b = script[i] & 0xff;
            boolean lineStart = i == 0 || script[i - 1] == '\n';
            if (b == '\\' && lexer.plain()) {
                String line = line(script, i);
                if (!lineStart || !RESTRICT.matcher(line).matches()) {
                    throw new BackupException(ErrorCode.RESTORE_FAILED,
                            "globals.sql holds a psql command, which is never run: " + printable(line));
                }
                i += line.length() - 1;
            } else if (lexer.next(b) && b == ';') {
                add(statement, statements, lexer);
            } else {
                statement.append((char) b);
            }
        }
        if (!lexer.plain()) {
            throw new BackupException(ErrorCode.RESTORE_FAILED, "globals.sql ends inside of a quotation");
        }
        add(statement, statements, lexer);
        return statements;
    }

    private static void add(StringBuilder statement, List<String> statements, SqlLexer lexer) {
        String text = withoutComments(statement.toString()).strip();
        statement.setLength(0);
        if (NON_CONFORMING.matcher(text).matches()) {
            lexer.backslashEscapes(true);
        }
        if (!text.isEmpty()) {
            statements.add(text);
        }
    }

    /** Comments before a statement; elsewhere pg_dumpall writes none. */
    private static String withoutComments(String text) {
        String rest = text.stripLeading();
        while (rest.startsWith("--")) {
            int end = rest.indexOf('\n');
            rest = end < 0 ? "" : rest.substring(end).stripLeading();
        }
        return rest;
    }

    private static String line(byte[] script, int from) {
        int end = from;
        while (end < script.length && script[end] != '\n') {
            end++;
        }
        return new String(script, from, end - from, ISO_8859_1);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String bytewise(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    static String printable(String line) {
        String safe = line.replaceAll("[^\\x20-\\x7e]", "?");
        return safe.length() > 80 ? safe.substring(0, 80) + "…" : safe;
    }
}
