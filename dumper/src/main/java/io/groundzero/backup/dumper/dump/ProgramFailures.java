package io.groundzero.backup.dumper.dump;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.LoginNotices;
import io.groundzero.backup.postgres.Warnings;

/** What the words of a failed client program mean. They are always part of the message. */
final class ProgramFailures {

    private static final int SIGNALLED = 128;
    private static final int LONGEST = 4000;

    /** In this order: the first that is found counts. */
    private static final Map<Pattern, ErrorCode> MEANINGS = new LinkedHashMap<>();

    static {
        mean(ErrorCode.DISK_FULL, "No space left on device|Disk quota exceeded");
        mean(ErrorCode.SOURCE_LOGIN_REFUSED,
                "password authentication failed|no pg_hba\\.conf entry|no password supplied|role \"[^\"]*\" does not exist");
        // before those of a connection that failed
        mean(ErrorCode.SOURCE_CROWDED, "too many connections for|too many clients already|remaining connection slots"
                + "|out of shared memory");
        // libpq's words; those about the root certificate come when its file has changed since the start
        mean(ErrorCode.SOURCE_UNTRUSTED,
                "certificate verify failed|server certificate for [^\n]* does not match host name"
                        + "|server does not support SSL, but SSL was required|root certificate file");
        mean(ErrorCode.SOURCE_UNREACHABLE, "connection to server [^\n]*failed|server closed the connection unexpectedly"
                + "|terminating connection|the database system is|SSL connection has been closed|SSL SYSCALL error"
                + "|no connection to the server");
        mean(ErrorCode.SOURCE_VERSION_UNSUPPORTED, "aborting because of server version mismatch");
        mean(ErrorCode.SOURCE_PERMISSION_MISSING,
                "permission denied|would be affected by row-level security|subscriptions not dumped");
        // the second is what a worker of pg_dump says when somebody's DDL has queued behind the leader's lock
        mean(ErrorCode.SOURCE_LOCKED, "due to lock timeout|could not obtain lock on relation|deadlock detected");
        mean(ErrorCode.SOURCE_CHANGED, "cache lookup failed|could not open relation with OID|(relation|schema|type"
                + "|function|sequence|view|constraint) [^\n]* does not exist|could not find (tuple|parent)");
    }

    private ProgramFailures() {
    }

    /**
     * @param what for example {@code pg_dump of database app}
     * @throws BackupException if the program failed, or warned of something
     */
    static void require(ChildProcess.Outcome outcome, String what) throws BackupException {
        if (!Warnings.clean(outcome)) {
            throw failure(outcome, what);
        }
    }

    /** The same for a program that logged in. */
    static void require(ChildProcess.Outcome outcome, LoginNotices login, String what) throws BackupException {
        if (outcome.exitCode() != 0 || !Warnings.serious(outcome, login).isEmpty()) {
            throw failure(outcome, what);
        }
    }

    private static BackupException failure(ChildProcess.Outcome outcome, String what) {
        return new BackupException(code(outcome), what + " failed, " + words(outcome));
    }

    private static ErrorCode code(ChildProcess.Outcome outcome) {
        String said = String.join("\n", outcome.stderr());
        return MEANINGS.entrySet().stream().filter(meaning -> meaning.getKey().matcher(said).find())
                .map(Map.Entry::getValue).findFirst().orElse(ErrorCode.DUMP_FAILED);
    }

    private static String words(ChildProcess.Outcome outcome) {
        String killed = outcome.exitCode() > SIGNALLED
                ? "killed by signal " + (outcome.exitCode() - SIGNALLED) + ", "
                : "";
        String words = killed + outcome.words();
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }

    private static void mean(ErrorCode code, String words) {
        MEANINGS.put(Pattern.compile(words), code);
    }
}
