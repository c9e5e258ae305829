package io.groundzero.backup.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.testbed.TestAuthority;

/** A TLS server in this JVM, and what clients find wrong with it. */
class DistrustTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @Test
    void aServerThatIsTrustedIsReached() throws Exception {
        assertThat(failure("localhost", Optional.of(AUTHORITY.certificate()))).isNull();
    }

    @Test
    void tellsAnotherAuthority() throws Exception {
        Path other = TestAuthority.create().certificate();

        assertThat(Distrust.reason(failure("localhost", Optional.of(other)))).hasValueSatisfying(
                reason -> assertThat(reason).startsWith("its certificate is not signed by an authority"));
        assertThat(Distrust.reason(failure("localhost", Optional.empty()))).hasValueSatisfying(
                reason -> assertThat(reason).startsWith("its certificate is not signed by an authority"));
    }

    @Test
    void tellsAnotherHostName() throws Exception {
        assertThat(Distrust.reason(failure("127.0.0.1", Optional.of(AUTHORITY.certificate())))).hasValueSatisfying(
                reason -> assertThat(reason).startsWith("its certificate is not for this host name (No subject"));
    }

    @Test
    void whatBrokeOffIsNoDistrust() {
        assertThat(Distrust.reason(new IOException("unable to connect",
                new SSLHandshakeException("Remote host terminated the handshake")))).isEmpty();
    }

    private static Exception failure(String host, Optional<Path> trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(AUTHORITY.certificate().resolveSibling("server.p12").toFile(),
                "not-secret".toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, "not-secret".toCharArray());
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, new TrustManager[]{TrustedCertificates.of(trusted)}, null);
        try (SSLServerSocket listening = (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0)) {
            Thread answering = new Thread(() -> answer(listening));
            answering.start();
            try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(host,
                    listening.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return null;
            } catch (SSLHandshakeException e) {
                return e;
            } finally {
                answering.join();
            }
        }
    }

    private static void answer(SSLServerSocket listening) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            socket.startHandshake();
        } catch (IOException e) {
            // the client tells why
        }
    }
}
