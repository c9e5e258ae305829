package io.groundzero.backup.gateway.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.quarkus.runtime.StartupEvent;

/** Whose word counts: what a verifier signed, and nothing else, whoever delivered it. */
@ApplicationScoped
public class VerifierKeys {

    private static final Logger LOG = Logger.getLogger(VerifierKeys.class);

    /** A signature of one key has a few hundred characters. */
    private static final int LONGEST_SIGNATURE = 10_000;

    private final VerificationKeys keys;

    /** @throws IllegalStateException in plain words, if the keys cannot be read */
    VerifierKeys(GatewayConfig config) {
        try {
            this.keys = VerificationKeys.load(config.verifierKeys());
        } catch (BackupException e) {
            throw new IllegalStateException("gz.gateway.verifier-keys: " + e.getMessage(), e);
        }
    }

    /** Whether they can be read is found out at the start. */
    void read(@Observes StartupEvent start) {
        LOG.infof("proofs count if they are signed by %s", keys.fingerprints());
    }

    /**
     * @param body as it was signed
     * @param signature detached, ASCII-armored; may be null
     * @return the signer's fingerprint; empty if no verifier has signed it
     */
    public Optional<String> signer(byte[] body, String signature) {
        if (signature == null || signature.length() > LONGEST_SIGNATURE) {
            return Optional.empty();
        }
        try {
            return Optional.of(keys.verify(body, signature.getBytes(US_ASCII)));
        } catch (BackupException e) {
            LOG.warnf("a signature does not count: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
