package io.groundzero.backup.postgres;

import java.sql.SQLException;
import java.util.Optional;

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
                doing + ": " + failure.getMessage(), failure);
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
            // too many connections; shut down, crash or start of the server; cannot connect now
            case "53300", "57P01", "57P02", "57P03" :
                return ErrorCode.SOURCE_UNREACHABLE;
            default :
                return state.startsWith("08") ? ErrorCode.SOURCE_UNREACHABLE : ErrorCode.DUMP_FAILED;
        }
    }
}
