package io.groundzero.backup.trust;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a connection to PostgreSQL is encrypted and verified, in the words of libpq.
 *
 * @param mode sslmode
 * @param rootCertificate sslrootcert: PEM; present if, and only if, the mode verifies
 */
public record PostgresTls(String mode, Optional<Path> rootCertificate) {

    /** Who the server is, host name included. */
    private static final String VERIFIED = "verify-full";
    private static final String OPPORTUNISTIC = "prefer";
    private static final Set<String> VERIFYING = Set.of("verify-ca", VERIFIED);
    private static final Set<String> ALL = Set.of("disable", "allow", OPPORTUNISTIC, "require", "verify-ca", VERIFIED);

    /**
     * @param prefix of the two settings, for example {@code gz.database.}
     * @param mode if absent, verify-full with certificates to trust and prefer without
     * @throws IllegalArgumentException in plain words, if the two do not fit together: certificates that no mode looks
     *         at would make people believe that something is verified
     */
    public static PostgresTls of(String prefix, Optional<String> mode, Optional<Path> rootCertificate) {
        String chosen = mode.orElse(rootCertificate.isPresent() ? VERIFIED : OPPORTUNISTIC);
        if (!ALL.contains(chosen)) {
            throw new IllegalArgumentException(prefix + "sslmode must be one of disable, allow, prefer, require, "
                    + "verify-ca, verify-full: " + chosen);
        }
        if (VERIFYING.contains(chosen) && rootCertificate.isEmpty()) {
            throw new IllegalArgumentException(prefix + "sslmode is " + chosen + ", so " + prefix
                    + "sslrootcert must name the certificates to trust (for a public authority the system's, such as "
                    + "/etc/ssl/certs/ca-certificates.crt)");
        }
        if (!VERIFYING.contains(chosen) && rootCertificate.isPresent()) {
            throw new IllegalArgumentException(prefix + "sslrootcert is set, but nothing is verified with " + prefix
                    + "sslmode=" + chosen + ": set verify-full");
        }
        rootCertificate.ifPresent(file -> requireCertificates(prefix, file));
        return new PostgresTls(chosen, rootCertificate);
    }

    /** As JDBC and libpq's environment name them. */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("sslmode", mode);
        rootCertificate.ifPresent(file -> properties.put("sslrootcert", file.toString()));
        return properties;
    }

    private static void requireCertificates(String prefix, Path file) {
        try {
            TrustedCertificates.require(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + "sslrootcert: " + e.getMessage(), e);
        }
    }
}
