package io.groundzero.backup.handover;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import io.groundzero.backup.trust.Distrust;

/**
 * Verifies the broker, host name included, and says in its own words what is wrong. Vert.x's client for RabbitMQ ignores
 * {@code hostnameVerificationAlgorithm}: it makes the Java client's SSL context itself and never turns verification of
 * host names on, so that any certificate of a trusted authority would do.
 */
class BrokerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trusted;
    private final String broker;

    /** @param broker host and port, for the message */
    BrokerTrust(X509ExtendedTrustManager trusted, String broker) {
        this.trusted = trusted;
        this.broker = broker;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        if (!(socket instanceof SSLSocket connection)) {
            throw new CertificateException("not a TLS connection, so its host name cannot be verified");
        }
        SSLParameters parameters = connection.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        connection.setSSLParameters(parameters);
        try {
            trusted.checkServerTrusted(chain, type, connection);
        } catch (CertificateException e) {
            throw new CertificateException("RabbitMQ at " + broker + " is not trusted: "
                    + Distrust.reason(e).orElse(e.getMessage()) + ". Set GZ_BROKER_TLS_CERTIFICATE_AUTHORITY to its "
                    + "authority, or give it a certificate for the host name in GZ_BROKER_HOST", e);
        }
    }

    /** Of non-blocking connections, which this client does not make. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw unverifiable();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw unverifiable();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw unverifiable();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw unverifiable();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw unverifiable();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.getAcceptedIssuers();
    }

    private static CertificateException unverifiable() {
        return new CertificateException("a connection to RabbitMQ whose host name cannot be verified");
    }
}
