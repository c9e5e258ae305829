package io.groundzero.backup.contracts.error;

import java.util.Objects;

/**
 * The one exception of this product: a code of the catalogue and the cause in words. The message names what failed
 * (host, file, object, table) and never holds a secret.
 */
public class BackupException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public BackupException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public BackupException(ErrorCode code, String message, Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.code = Objects.requireNonNull(code);
    }

    public ErrorCode code() {
        return code;
    }
}
