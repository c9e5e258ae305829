package io.groundzero.backup.openpgp;

import java.util.Optional;
import java.util.Set;

import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * What is written and what is accepted: nothing that GnuPG 2.2 cannot read, nothing that is known to be weak. Messages
 * must be integrity protected (SEIPD version 1 with its modification detection code); there is no exception to that.
 */
final class Policy {

    static final int CIPHER = SymmetricKeyAlgorithmTags.AES_256;
    static final int SIGNATURE_HASH = HashAlgorithmTags.SHA512;

    private static final int KEY_VERSION = 4;
    private static final int SHORTEST_RSA = 2048;

    private static final Set<Integer> CIPHERS = Set.of(SymmetricKeyAlgorithmTags.AES_128,
            SymmetricKeyAlgorithmTags.AES_192, SymmetricKeyAlgorithmTags.AES_256);
    private static final Set<Integer> HASHES = Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA512);
    /** A key's own signatures on itself may be as old as the key. */
    private static final Set<Integer> SELF_SIGNATURE_HASHES = Set.of(HashAlgorithmTags.SHA1, HashAlgorithmTags.SHA224,
            HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);
    private static final Set<Integer> RSA = Set.of(PublicKeyAlgorithmTags.RSA_GENERAL,
            PublicKeyAlgorithmTags.RSA_ENCRYPT, PublicKeyAlgorithmTags.RSA_SIGN);
    private static final Set<Integer> ENCRYPTING = Set.of(PublicKeyAlgorithmTags.RSA_GENERAL,
            PublicKeyAlgorithmTags.RSA_ENCRYPT, PublicKeyAlgorithmTags.ECDH);
    private static final Set<Integer> SIGNING = Set.of(PublicKeyAlgorithmTags.RSA_GENERAL,
            PublicKeyAlgorithmTags.RSA_SIGN, PublicKeyAlgorithmTags.ECDSA, PublicKeyAlgorithmTags.EDDSA_LEGACY);

    private Policy() {
    }

    static boolean acceptsCipher(int algorithm) {
        return CIPHERS.contains(algorithm);
    }

    static boolean acceptsHash(int algorithm) {
        return HASHES.contains(algorithm);
    }

    static boolean acceptsSelfSignatureHash(int algorithm) {
        return SELF_SIGNATURE_HASHES.contains(algorithm);
    }

    /** Why a key may not be used for this, whatever its owner says about it. */
    static Optional<String> objection(PGPPublicKey key, Capability capability) {
        if (key.getVersion() != KEY_VERSION) {
            return Optional.of("is an OpenPGP version " + key.getVersion() + " key; only version 4 is supported");
        }
        Set<Integer> accepted = capability == Capability.ENCRYPT ? ENCRYPTING : SIGNING;
        if (!accepted.contains(key.getAlgorithm())) {
            return Optional.of("has an algorithm (number " + key.getAlgorithm() + ") that cannot "
                    + capability.word() + " or is not supported");
        }
        if (RSA.contains(key.getAlgorithm()) && key.getBitStrength() < SHORTEST_RSA) {
            return Optional.of("is an RSA key of only " + key.getBitStrength() + " bits");
        }
        return Optional.empty();
    }
}
