package io.groundzero.backup.store;

import java.net.URI;
import java.util.regex.Pattern;

import javax.net.ssl.X509ExtendedTrustManager;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.trust.TrustedCertificates;
import io.quarkus.runtime.StartupEvent;

/** Refuses settings at start that could only fail later. Whether the store answers is not asked: it may come later. */
@ApplicationScoped
public class BucketSettingsCheck {

    private static final Logger LOG = Logger.getLogger(BucketSettingsCheck.class);
    private static final int BEFORE_CHANNELS = 1;
    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

    private final BucketConfig config;

    BucketSettingsCheck(BucketConfig config) {
        this.config = config;
    }

    void atStart(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event) {
        check(config);
        config.endpoint().filter(BucketSettingsCheck::exposed).ifPresent(endpoint -> LOG.warnf(
                "gz.bucket.endpoint %s is not encrypted (gz.bucket.plaintext): everybody on the way sees each request "
                        + "shipped and answered",
                endpoint));
    }

    /**
     * @throws IllegalArgumentException in plain words
     */
    public static void check(BucketConfig config) {
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
        if (exposed(endpoint) && !config.plaintext()) {
            throw new IllegalArgumentException("gz.bucket.endpoint " + endpoint
                    + " is not encrypted, so everybody on the "
                    + "way sees each request and could forge the answers: use https, or set gz.bucket.plaintext to true "
                    + "(GZ_BUCKET_PLAINTEXT) if the network is yours alone");
        }
    }

    private static boolean exposed(URI endpoint) {
        return "http".equals(endpoint.getScheme()) && !loopback(endpoint.getHost());
    }

    /** By its name alone: what a name leads to may change. */
    private static boolean loopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || LOOPBACK_ADDRESS.matcher(host).matches();
    }
}
