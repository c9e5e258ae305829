package io.groundzero.backup.gateway.database;

import java.util.Optional;

import io.groundzero.backup.trust.Distrust;

/** The gateway's database does not prove who it is, and waiting will not change that. */
public final class UntrustedDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String words;

    private UntrustedDatabase(String words, Throwable cause) {
        super("the gateway's database is " + words, cause);
        this.words = words;
    }

    /** Empty if the failure has another reason. */
    public static Optional<UntrustedDatabase> of(Throwable failure) {
        return Distrust.reason(failure).map(reason -> new UntrustedDatabase("not trusted: " + reason
                + ". Set GZ_DATABASE_SSLROOTCERT to its authority, or give it a certificate for the host name in "
                + "GZ_DATABASE_HOST", failure));
    }

    /** The message for those who know already that it is about the gateway's database. */
    String words() {
        return words;
    }
}
