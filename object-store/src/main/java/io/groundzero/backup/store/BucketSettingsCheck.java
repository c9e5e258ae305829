package io.groundzero.backup.store;

import java.net.URI;
import java.util.regex.Pattern;

import javax.net.ssl.X509ExtendedTrustManager;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.trust.TrustedCertificates;
import io.quarkus.runtime.StartupEvent;

/** Refuses settings at start that could only fail later. Whether the store answers is not asked: it may come later. */
@ApplicationScoped
class BucketSettingsCheck {

    private static final int BEFORE_CHANNELS = 1;
    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

    private final BucketConfig config;

    BucketSettingsCheck(BucketConfig config) {
        this.config = config;
    }

    void atStart(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event) {
        check(config);
    }

    /**
     * @throws IllegalArgumentException in plain words
     */
    static void check(BucketConfig config) {
        try {
            ObjectNames.clusterFolder(config.prefix().orElse(""), "x");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("gz.bucket.prefix is " + e.getMessage(), e);
        }
        config.endpoint().ifPresent(endpoint -> check(config, endpoint));
        trusted(config);
        if (config.name().isBlank()) {
            throw new IllegalArgumentException("gz.bucket.name is empty");
        }
        if (config.partLimit() < 2 || config.partLimit() > 10_000) {
            throw new IllegalArgumentException(
                    "gz.bucket.part-limit must be between 2 and 10000: " + config.partLimit());
        }
        new FileCredentials(config.accessKeyFile(), config.secretKeyFile()).resolveCredentials();
    }

    /**
     * Who may sign the store's certificate.
     *
     * @throws IllegalArgumentException in plain words
     */
    static X509ExtendedTrustManager trusted(BucketConfig config) {
        try {
            return TrustedCertificates.of(config.certificateAuthority());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("gz.bucket.certificate-authority: " + e.getMessage(), e);
        }
    }

    private static void check(BucketConfig config, URI endpoint) {
        boolean plain = "http".equals(endpoint.getScheme());
        if (endpoint.getHost() == null || !plain && !"https".equals(endpoint.getScheme())) {
            throw new IllegalArgumentException("gz.bucket.endpoint must be http(s)://host[:port]: " + endpoint);
        }
        if (plain && config.certificateAuthority().isPresent()) {
            throw new IllegalArgumentException("gz.bucket.certificate-authority is set, but nothing is encrypted to "
                    + "gz.bucket.endpoint " + endpoint + ": it must begin with https");
        }
        if (plain && !config.plaintext() && !loopback(endpoint.getHost())) {
            throw new IllegalArgumentException("gz.bucket.endpoint " + endpoint
                    + " is not encrypted, so anybody on the "
                    + "way could change what is shipped and answered: use https, or set gz.bucket.plaintext to true "
                    + "(GZ_BUCKET_PLAINTEXT) if the network is yours alone");
        }
    }

    /** By its name alone: what a name leads to may change. */
    private static boolean loopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || LOOPBACK_ADDRESS.matcher(host).matches();
    }
}
