package io.groundzero.backup.verifier.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.LimitedOutput;
import io.groundzero.backup.verifier.proof.Databases;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** PostgreSQL's own look at every table and B-tree index of all databases. */
class Amcheck {

    private static final int NAMED = 6;
    /** Bytes that are kept of what it found: names that an attacker chose, in any number. */
    private static final int LONGEST = 64 * 1024;
    /** pg_amcheck's way of saying that it looked at everything and found something. */
    private static final int CORRUPT = 2;
    private static final String OWN_WORDS = "pg_amcheck:";

    private final ThrowawayServer server;
    private final int jobs;

    Amcheck(ThrowawayServer server, int jobs) {
        this.server = server;
        this.jobs = jobs;
    }

    /**
     * Looks at all databases at once, and one by one only to tell which of them is bad.
     *
     * @param databases takes which of them are: CHECK_FAILED naming the relations, or CHECK_UNAVAILABLE
     * @throws BackupException EXTENSION_MISSING if there is no amcheck, or what else hinders
     */
    void run(Databases databases) throws BackupException, IOException, InterruptedException {
        try {
            run(databases.allGood() ? List.of("--all") : databases.left().stream().map(Amcheck::exactly).toList());
        } catch (BackupException e) {
            requireOfOneDatabase(e);
            List<String> suspects = databases.left();
            for (String database : suspects) {
                look(database, databases);
            }
            if (suspects.equals(databases.left())) {
                throw e;
            }
        }
    }

    private void look(String database, Databases databases)
            throws BackupException, IOException, InterruptedException {
        try {
            run(List.of(exactly(database)));
        } catch (BackupException e) {
            requireOfOneDatabase(e);
            databases.failed(database, e);
        }
    }

    private static void requireOfOneDatabase(BackupException e) throws BackupException {
        if (!Check.OF_ONE_DATABASE.contains(e.code())) {
            throw e;
        }
    }

    private void run(List<String> which) throws BackupException, IOException, InterruptedException {
        requireExtension();
        LimitedOutput said = new LimitedOutput(LONGEST);
        ChildProcess.Outcome outcome = program(which, said);
        if (outcome.exitCode() == 0 && lookedAtAll(outcome)) {
            return;
        }
        String found = firstLines(said);
        if (!server.alive()) {
            throw new BackupException(LocalTrouble.in(server.log()).orElse(ErrorCode.THROWAWAY_FAILED),
                    "pg_amcheck: the throwaway server has died: " + server.log());
        }
        ErrorCode hindrance = LocalTrouble.in(outcome.words()).or(() -> LocalTrouble.in(found)).orElse(null);
        if (outcome.exitCode() == CORRUPT && hindrance == null) {
            throw new BackupException(ErrorCode.CHECK_FAILED, "pg_amcheck found corruption: " + found);
        }
        throw new BackupException(hindrance == null ? ErrorCode.CHECK_UNAVAILABLE : hindrance,
                "pg_amcheck: " + outcome.words() + (found.isEmpty() ? "" : "\n" + found));
    }

    /**
     * What it skips it only mentions, and ends with 0. Its own words are meant: notices of a database's event triggers,
     * fired by CREATE EXTENSION amcheck, come on stderr as well.
     */
    static boolean lookedAtAll(ChildProcess.Outcome outcome) {
        return outcome.omittedLines() == 0 && outcome.stderr().stream().noneMatch(line -> line.startsWith(OWN_WORDS));
    }

    private ChildProcess.Outcome program(List<String> which, LimitedOutput said)
            throws BackupException, IOException, InterruptedException {
        try {
            List<String> arguments = new ArrayList<>(which);
            arguments.addAll(List.of("--install-missing", "--parent-check", "--no-password", "--jobs=" + jobs));
            return server.program("pg_amcheck", arguments).stdout(said).run();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("no such program")) {
                throw new BackupException(ErrorCode.EXTENSION_MISSING,
                        "install pg_amcheck beside the throwaway server: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** A pattern that one database matches. */
    private static String exactly(String database) {
        return "--database=\"" + database.replace("\"", "\"\"") + '"';
    }

    private void requireExtension() throws BackupException {
        try (Connection connection = server.connect("template1");
                Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'amcheck'")) {
            if (!row.next()) {
                throw new BackupException(ErrorCode.EXTENSION_MISSING,
                        "the throwaway server lacks extension amcheck (contrib)");
            }
        } catch (SQLException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                    "the throwaway server does not say what it has: " + e.getMessage(), e);
        }
    }

    private static String firstLines(LimitedOutput said) {
        return said.toString(StandardCharsets.ISO_8859_1).lines().limit(NAMED).map(String::strip)
                .collect(Collectors.joining(" "));
    }
}
