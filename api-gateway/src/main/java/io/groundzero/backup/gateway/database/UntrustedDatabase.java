package io.groundzero.backup.gateway.database;

import java.sql.SQLException;
import java.util.Optional;

import io.groundzero.backup.trust.Distrust;

/** The gateway's database does not prove who it is, and waiting will not change that. */
public final class UntrustedDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UntrustedDatabase(String reason, SQLException cause) {
        super("the gateway's database is not trusted: " + reason
                + ". Set GZ_DATABASE_SSLROOTCERT to its authority, or give it a certificate for the host name in "
                + "GZ_DATABASE_HOST", cause);
    }

    /** Empty if the failure has another reason. */
    public static Optional<UntrustedDatabase> of(SQLException failure) {
        return Distrust.reason(failure).map(reason -> new UntrustedDatabase(reason, failure));
    }
}
