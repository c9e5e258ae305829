package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.openpgp.DecryptionKeys;
import io.groundzero.backup.openpgp.GeneratedKeys;
import io.groundzero.backup.openpgp.VerificationKeys;

/**
 * The keys of one run, gone with it: no key of a real backup is ever used.
 *
 * @param recipient opens the backups
 * @param otherRecipient opens none
 * @param shipper signs manifests
 * @param stranger signs manifests, and is not believed
 */
record RunKeys(GeneratedKeys recipient, GeneratedKeys otherRecipient, GeneratedKeys shipper, GeneratedKeys stranger) {

    static RunKeys create(Path folder, Instant now) throws IOException {
        // signatures are dated in whole seconds
        Instant before = now.minusSeconds(60);
        return new RunKeys(GeneratedKeys.create(folder, "recipient", "recipient", before),
                GeneratedKeys.create(folder, "other", "other", before),
                GeneratedKeys.create(folder, "shipper", "shipper", before),
                GeneratedKeys.create(folder, "stranger", "stranger", before));
    }

    VerificationKeys signers() throws BackupException {
        return VerificationKeys.load(List.of(shipper.publicKey()));
    }

    DecryptionKeys decryption() throws BackupException {
        return DecryptionKeys.load(List.of(recipient.secretKey()), Optional.empty());
    }
}
