package io.groundzero.backup.postgres;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every session of ours with a source is like from its first moment, whatever server, database and role have set
 * for others; also the sessions of PostgreSQL's programs that we run. They travel with the login, where they outweigh
 * {@code ALTER DATABASE … SET} and {@code ALTER ROLE … SET}. All of them may be set by anybody and exist in PostgreSQL 15
 * to 18: a server refuses the login that names a setting which it does not know.
 *
 * Nothing is here that the code of others could trip over when it runs at login, as login triggers do: no search path of
 * our own, no read-only transactions. Nor is anything that decides what values look like: that is a matter of who reads
 * them.
 */
public final class SessionSettings {

    private static final List<String> SESSION = List.of(
            // ALTER DATABASE … SET role would let another role dump
            "role=none",
            // what a literal is; "safe_encoding" is the default
            "standard_conforming_strings=on", "backslash_quote=safe_encoding", "escape_string_warning=off",
            // debugging output would hide what matters, and silence would, too
            "client_min_messages=warning",
            "statement_timeout=0", "lock_timeout=0",
            // a client that is gone, or stands still: who means to be idle for longer says so, or says something
            "idle_in_transaction_session_timeout=1min", "idle_session_timeout=1min",
            "client_connection_check_interval=10s", "tcp_keepalives_idle=30", "tcp_keepalives_interval=10",
            "tcp_keepalives_count=3", "tcp_user_timeout=60s",
            "default_transaction_isolation=read committed", "default_transaction_read_only=off",
            "default_transaction_deferrable=off",
            // a failed attempt must not end the session
            "exit_on_error=off",
            // our sessions are short and our queries many: compiling them costs the source more than it saves
            "jit=off",
            // what our own SQL means, and what a restore writes into definitions and reads from a dump
            "array_nulls=on", "transform_null_equals=off", "quote_all_identifiers=off", "xmloption=content");

    /** What our own SQL answers. */
    private static final String ANSWERS = "bytea_output=hex";

    private SessionSettings() {
    }

    /** As a login takes them, for example in PGOPTIONS. */
    public static String options() {
        return options(Stream.concat(SESSION.stream(), Stream.of(ANSWERS)));
    }

    /**
     * The same, but with what values look like left to server, database and role, as it is for everybody else's sessions.
     * There they decide what a restore computes, and what a question for them is answered.
     */
    public static String optionsThatLeaveValues() {
        return options(SESSION.stream());
    }

    private static String options(Stream<String> settings) {
        return settings.map(setting -> "-c " + setting.replace(" ", "\\ ")).collect(Collectors.joining(" "));
    }
}
