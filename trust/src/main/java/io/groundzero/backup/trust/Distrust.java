package io.groundzero.backup.trust;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a server is not believed to be the one that it should be. */
public final class Distrust {

    /** As PostgreSQL's driver says that the server cannot encrypt, if it must; others' reasons have other words. */
    private static final String CONNECTION_REJECTED = "08004";

    private Distrust() {
    }

    /**
     * The reason in words that go on after "it is not trusted: ", with those of the library in brackets; empty if the
     * failure has another reason. A handshake that merely broke off is no distrust: it may succeed the next time.
     *
     * @param failure what a TLS connection or PostgreSQL's driver threw
     */
    public static Optional<String> reason(Throwable failure) {
        List<Throwable> chain = chain(failure);
        Optional<String> certificate = find(chain, CertificateException.class)
                .map(refused -> words(chain) + " (" + refused.getMessage() + ")");
        return certificate.or(() -> chain.stream().flatMap(cause -> otherWords(cause).stream()).findFirst());
    }

    private static String words(List<Throwable> chain) {
        if (find(chain, CertificateExpiredException.class).isPresent()) {
            return "its certificate has expired";
        }
        if (find(chain, CertificateNotYetValidException.class).isPresent()) {
            return "its certificate is not valid yet";
        }
        if (find(chain, CertPathBuilderException.class).isPresent()
                || find(chain, CertPathValidatorException.class).filter(Distrust::foreign).isPresent()) {
            return "its certificate is not signed by an authority that is trusted here";
        }
        // the JDK's words: No subject alternative names …, No name matching … found
        if (chain.stream().anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith("No "))) {
            return "its certificate is not for this host name";
        }
        return "its certificate is not accepted";
    }

    /** Signed by an authority of the same name as a trusted one, but of another key: one that was made anew, for example. */
    private static boolean foreign(CertPathValidatorException failure) {
        return failure.getReason() == PKIXReason.NO_TRUST_ANCHOR
                || failure.getReason() == BasicReason.INVALID_SIGNATURE;
    }

    /** PostgreSQL's driver translates its messages; these parts of them stay. */
    private static Optional<String> otherWords(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof SQLException && message.contains("HostnameVerifier")) {
            return Optional.of("its certificate is not for this host name (" + message + ")");
        }
        if (cause instanceof SQLException sql && CONNECTION_REJECTED.equals(sql.getSQLState())
                && message.contains("SSL")) {
            return Optional.of("it offers no TLS (" + message + ")");
        }
        return Optional.empty();
    }

    private static <T> Optional<T> find(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
