package io.groundzero.backup.verifier.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.Warnings;
import io.groundzero.backup.postgres.WithoutRows;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.proof.ServerTrouble;
import io.groundzero.backup.verifier.server.ServerMessage;

/**
 * Judges what PostgreSQL's programs and the throwaway server said while restoring, and quotes it without the rows it may
 * quote. What the server found wrong first decides; a program knows only what failed last, and pg_restore only that a
 * worker of its own has ended.
 */
final class Words {

    private static final int LIMIT = 20;
    private static final String WORKER = "worker process died unexpectedly";
    private static final String CONSTRAINT_VIOLATED = "23";
    /** Of the others, once one has failed. */
    private static final String CANCELLED = "57014";

    /**
     * A subscription in a plain dump is created without connecting anywhere, and a publication on a server that
     * publishes nothing; PostgreSQL says so.
     */
    private static final Pattern SUBSCRIPTION = Pattern.compile("(psql:.*: )?(WARNING:  (tables were not subscribed"
            + "|subscription was created, but is not connected|wal_level is insufficient to publish logical changes).*|HINT:  .*subscription.*)");

    private Words() {
    }

    /**
     * @param messages what the server has said meanwhile
     * @param what for example {@code restoring database app}
     * @return empty if all is well
     */
    static Optional<Complaint> judge(ChildProcess.Outcome outcome, boolean serverAlive, String serverLog,
            List<ServerMessage> messages, String what) {
        List<String> serious = Warnings.serious(outcome).stream()
                .filter(line -> !SUBSCRIPTION.matcher(line).matches()).toList();
        if (!serverAlive) {
            return Optional.of(new Complaint(LocalTrouble.in(serverLog).orElse(ErrorCode.THROWAWAY_FAILED),
                    what + ": the throwaway server has died: " + serverLog + "\n" + quote(outcome.stderr()),
                    List.of()));
        }
        if (outcome.exitCode() == 0 && serious.isEmpty()) {
            return Optional.empty();
        }
        Optional<ServerMessage> cause = outcome.exitCode() == 0 ? Optional.empty() : cause(messages);
        return Optional.of(cause.map(message -> complaint(message, outcome, what))
                .orElseGet(() -> new Complaint(code(outcome), what + ", exit code " + outcome.exitCode() + ": "
                        + quote(serious.isEmpty() ? outcome.stderr() : serious), List.of())));
    }

    private static Complaint complaint(ServerMessage message, ChildProcess.Outcome outcome, String what) {
        ErrorCode code = message.raised()
                ? ErrorCode.RESTORE_FAILED
                : ServerTrouble.of(message.state(), message.text()).orElse(ErrorCode.RESTORE_FAILED);
        boolean unfit = code == ErrorCode.RESTORE_FAILED && message.state().startsWith(CONSTRAINT_VIOLATED);
        List<String> tables = unfit ? Command.in(outcome.stderr()).map(Command::tables).orElse(List.of()) : List.of();
        return new Complaint(code, what + ": " + sentence(message, outcome, code), tables);
    }

    /** What failed first. */
    static Optional<ServerMessage> cause(List<ServerMessage> messages) {
        return messages.stream().filter(ServerMessage::failure).filter(message -> !message.state().equals(CANCELLED))
                .findFirst().or(() -> messages.stream().filter(ServerMessage::failure).findFirst());
    }

    private static ErrorCode code(ChildProcess.Outcome outcome) {
        // killed from outside: no word about the backup
        boolean killed = outcome.exitCode() == 137 || outcome.exitCode() == 143;
        List<String> own = outcome.stderr().stream().filter(line -> !line.contains(WORKER)).toList();
        // a worker that ended without a word was killed
        String said = String.join("\n", own.isEmpty() ? outcome.stderr() : own);
        return LocalTrouble.in(said).orElse(killed ? ErrorCode.THROWAWAY_FAILED : ErrorCode.RESTORE_FAILED);
    }

    private static String sentence(ServerMessage message, ChildProcess.Outcome outcome, ErrorCode code) {
        StringBuilder sentence = new StringBuilder(WithoutRows.oneLine(message.text())).append(" (SQLSTATE ")
                .append(message.state()).append(')');
        Command.in(outcome.stderr()).ifPresent(command -> sentence.append("\nwhile: ").append(command.head()));
        if (!message.detail().isEmpty()) {
            sentence.append("\nDETAIL: ").append(WithoutRows.detail(message.detail()));
        }
        if (!message.hint().isEmpty()) {
            sentence.append("\nHINT: ").append(WithoutRows.oneLine(message.hint()));
        }
        if (!message.context().isEmpty()) {
            sentence.append("\nCONTEXT: ").append(WithoutRows.context(message.context()));
        }
        String meaning = code == ErrorCode.RESTORE_FAILED ? Explanation.of(message) : "";
        return meaning.isEmpty() ? sentence.toString() : sentence + "\n" + meaning + ".";
    }

    /** Details, contexts and statements may hold values from tables; of these only what comes before. */
    static String quote(List<String> lines) {
        List<String> quoted = new ArrayList<>();
        boolean withheld = false;
        for (String line : lines) {
            boolean starts = line.matches("(psql|pg_restore|initdb)[:.].*|(ERROR|FATAL|PANIC|WARNING):  .*");
            if (line.matches("(psql:.*: )?(DETAIL|CONTEXT|STATEMENT|QUERY|LINE \\d+|Command was): .*")) {
                withheld = true;
                if (line.startsWith("CONTEXT:  COPY ")) {
                    quoted.add(line.replaceFirst("(, line \\d+).*", "$1"));
                }
            } else if (starts || !withheld) {
                withheld = false;
                quoted.add(line);
            }
        }
        int more = quoted.size() - LIMIT;
        String text = String.join("\n", more > 0 ? quoted.subList(0, LIMIT) : quoted);
        return more > 0 ? text + "\n… and " + more + " lines more" : text;
    }
}
