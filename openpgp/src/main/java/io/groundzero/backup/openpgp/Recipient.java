package io.groundzero.backup.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.openpgp.PGPPublicKey;

import io.groundzero.backup.contracts.error.BackupException;

/**
 * One who shall be able to decrypt.
 *
 * @param certificate the key with its subkeys
 * @param wanted the fingerprint that was asked for: of the primary key (then any of its keys that can encrypt will do)
 *        or of one subkey (then only that)
 */
record Recipient(Certificate certificate, String wanted) {

    /** The key to encrypt to. */
    PGPPublicKey key(Instant at) throws BackupException {
        PGPPublicKey named = certificate.key(wanted).orElseThrow();
        if (named.isMasterKey()) {
            List<PGPPublicKey> usable = certificate.usable(Capability.ENCRYPT, at);
            if (usable.isEmpty()) {
                throw Recipients.unusable(certificate.problems(Capability.ENCRYPT, at), null);
            }
            return usable.get(0);
        }
        Optional<String> problem = certificate.problem(named, Capability.ENCRYPT, at);
        if (problem.isPresent()) {
            throw Recipients.unusable("the " + certificate.describe(named) + " of " + certificate.name() + " "
                    + problem.get(), null);
        }
        return named;
    }
}
