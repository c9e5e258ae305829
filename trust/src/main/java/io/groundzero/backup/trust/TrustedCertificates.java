package io.groundzero.backup.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whose signature makes a server's certificate good. */
public final class TrustedCertificates {

    private TrustedCertificates() {
    }

    /**
     * @param file PEM, with one certificate or several; the JVM's own certificates if absent. Read now, and never again.
     * @throws IllegalArgumentException in plain words, naming the file
     */
    public static X509ExtendedTrustManager of(Optional<Path> file) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(file.isPresent() ? store(read(file.get())) : null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new IllegalStateException("this JVM cannot check certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot check certificates", e);
        }
    }

    /**
     * Whether there is something to trust in a file.
     *
     * @throws IllegalArgumentException in plain words, naming the file
     */
    public static void require(Path file) {
        read(file);
    }

    private static Collection<? extends Certificate> read(Path file) {
        Collection<? extends Certificate> certificates;
        try (InputStream content = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(content);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + " (" + e.getClass().getSimpleName() + ")", e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(notPem(file), e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(notPem(file));
        }
        return certificates;
    }

    private static String notPem(Path file) {
        return file + " holds no certificates in PEM format (-----BEGIN CERTIFICATE-----)";
    }

    private static KeyStore store(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }
}
