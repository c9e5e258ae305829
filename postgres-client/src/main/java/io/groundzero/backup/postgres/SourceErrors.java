package io.groundzero.backup.postgres;

import java.sql.SQLException;
import java.util.Optional;

import org.postgresql.util.PSQLException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.trust.Distrust;

/** What the failures of PostgreSQL's driver mean for a dump: by their SQL states, but for what is wrong with TLS. */
public final class SourceErrors {

    private SourceErrors() {
    }

    /**
     * @param doing what was tried, for example {@code locking tables of database app}
     */
    public static BackupException translate(SQLException failure, String doing) {
        Optional<String> distrust = Distrust.reason(failure);
        if (distrust.isPresent()) {
            return new BackupException(ErrorCode.SOURCE_UNTRUSTED,
                    doing + ": the source is not trusted: " + distrust.get(), failure);
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        // internal errors of the server, but these come from looking at what somebody just dropped
        boolean vanished = state.equals("XX000") && String.valueOf(failure.getMessage())
                .matches("(?s).*(cache lookup failed|could not open relation).*");
        return new BackupException(vanished ? ErrorCode.SOURCE_CHANGED : code(state),
                doing + ": " + failure.getMessage() + ServerWords.beside(failure), failure);
    }

    /**
     * The same for a login: what a server refuses there in words of its own, or of a login trigger's, is a refusal.
     *
     * @param doing what was tried, for example {@code connecting to database app}
     */
    static BackupException login(SQLException failure, String doing) {
        BackupException translated = translate(failure, doing);
        boolean refused = translated.code() == ErrorCode.DUMP_FAILED && failure instanceof PSQLException refusal
                && refusal.getServerErrorMessage() != null
                && !refusal.getServerErrorMessage().getSQLState().startsWith("XX");
        return refused
                ? new BackupException(ErrorCode.SOURCE_LOGIN_REFUSED, translated.getMessage(), failure)
                : translated;
    }

    static ErrorCode code(String state) {
        switch (state) {
            case "28P01", "28000" :
                return ErrorCode.SOURCE_LOGIN_REFUSED;
            case "42501" :
                return ErrorCode.SOURCE_PERMISSION_MISSING;
            case "55P03", "40P01" :
                return ErrorCode.SOURCE_LOCKED;
            // undefined database, table, schema, object
            case "3D000", "42P01", "3F000", "42704" :
                return ErrorCode.SOURCE_CHANGED;
            // too many connections; no memory, shared memory for locks included
            case "53300", "53200" :
                return ErrorCode.SOURCE_CROWDED;
            // shut down, crash or start of the server; cannot connect now; idle for too long
            case "57P01", "57P02", "57P03", "57P05", "25P03" :
                return ErrorCode.SOURCE_UNREACHABLE;
            default :
                return state.startsWith("08") ? ErrorCode.SOURCE_UNREACHABLE : ErrorCode.DUMP_FAILED;
        }
    }
}
