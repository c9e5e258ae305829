package io.groundzero.backup.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * The signatures by which a primary key speaks about itself and its subkeys. Bouncy Castle hands them out unverified;
 * here only verified ones count, except for revocations: whoever can add a forged one can as well take the key away,
 * so refusing is the safe side.
 */
final class SelfSignatures {

    private static final Comparator<PGPSignature> OLDEST_FIRST = Comparator.comparing(PGPSignature::getCreationTime);

    @FunctionalInterface
    private interface Verification {
        boolean of(PGPSignature signature) throws PGPException;
    }

    private final PGPPublicKey primary;

    SelfSignatures(PGPPublicKey primary) {
        this.primary = primary;
    }

    boolean primaryIsSigned(Instant at) {
        return statements(primary, at).findAny().isPresent();
    }

    /**
     * Whether the key was revoked at that time. A revocation because the key is retired or replaced counts from when
     * it was made; any other from the beginning.
     */
    boolean revoked(PGPPublicKey key, Instant at) {
        int type = key.isMasterKey() ? PGPSignature.KEY_REVOCATION : PGPSignature.SUBKEY_REVOCATION;
        return list(key.getSignaturesOfType(type)).stream().anyMatch(
                revocation -> revocation.isHardRevocation()
                        || !at.isBefore(revocation.getCreationTime().toInstant()));
    }

    /** Verified signatures that bind a subkey. */
    List<PGPSignature> bindings(PGPPublicKey subkey, Instant at) {
        return list(subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING)).stream()
                .filter(signature -> current(signature, at)
                        && verified(signature, primary, s -> s.verifyCertification(primary, subkey)))
                .toList();
    }

    /** Whether a signing subkey has itself signed that it belongs to this primary key. */
    boolean subkeyAgrees(PGPPublicKey subkey, Instant at) {
        return bindings(subkey, at).stream().flatMap(binding -> embedded(binding).stream())
                .filter(signature -> signature.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING)
                .anyMatch(signature -> verified(signature, subkey, s -> s.verifyCertification(primary, subkey)));
    }

    /** When the key expires, by its newest self-signatures; the earliest if a direct and a user id's one disagree. */
    Optional<Instant> expiry(PGPPublicKey key, Instant at) {
        Stream<Optional<PGPSignature>> newest = key.isMasterKey()
                ? Stream.of(direct(at).max(OLDEST_FIRST), certifications(at).max(OLDEST_FIRST))
                : Stream.of(bindings(key, at).stream().max(OLDEST_FIRST));
        return newest.flatMap(Optional::stream).map(PGPSignature::getHashedSubPackets)
                .map(PGPSignatureSubpacketVector::getKeyExpirationTime).filter(seconds -> seconds > 0)
                .map(seconds -> key.getCreationTime().toInstant().plusSeconds(seconds)).min(Comparator.naturalOrder());
    }

    /** The key flags of the newest self-signature that has any. Old keys have none: their algorithm decides. */
    Optional<Integer> flags(PGPPublicKey key, Instant at) {
        return statements(key, at).filter(s -> s.getHashedSubPackets().hasSubpacket(SignatureSubpacketTags.KEY_FLAGS))
                .max(OLDEST_FIRST).map(signature -> signature.getHashedSubPackets().getKeyFlags());
    }

    private Stream<PGPSignature> statements(PGPPublicKey key, Instant at) {
        return key.isMasterKey() ? Stream.concat(direct(at), certifications(at)) : bindings(key, at).stream();
    }

    private Stream<PGPSignature> direct(Instant at) {
        return list(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY)).stream()
                .filter(signature -> byPrimary(signature) && current(signature, at)
                        && verified(signature, primary, s -> s.verifyCertification(primary)));
    }

    private Stream<PGPSignature> certifications(Instant at) {
        return list(primary.getRawUserIDs()).stream().flatMap(user -> {
            List<PGPSignature> own = list(primary.getSignaturesForID(user)).stream().filter(this::byPrimary).toList();
            boolean revoked = own.stream()
                    .anyMatch(signature -> signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION);
            return revoked
                    ? Stream.empty()
                    : own.stream().filter(signature -> signature.isCertification() && current(signature, at)
                            && verified(signature, primary, s -> s.verifyCertification(user, primary)));
        });
    }

    private boolean byPrimary(PGPSignature signature) {
        return signature.getKeyID() == primary.getKeyID();
    }

    private static boolean current(PGPSignature signature, Instant at) {
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        if (hashed == null || !Policy.acceptsSelfSignatureHash(signature.getHashAlgorithm())) {
            return false;
        }
        long seconds = hashed.getSignatureExpirationTime();
        return seconds == 0 || at.isBefore(signature.getCreationTime().toInstant().plusSeconds(seconds));
    }

    private static boolean verified(PGPSignature signature, PGPPublicKey by, Verification verification) {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), by);
            return verification.of(signature);
        } catch (PGPException | RuntimeException e) {
            return false; // a signature that cannot be checked says nothing
        }
    }

    private static List<PGPSignature> embedded(PGPSignature binding) {
        List<PGPSignature> embedded = new ArrayList<>();
        for (PGPSignatureSubpacketVector area : List.of(binding.getHashedSubPackets(),
                binding.getUnhashedSubPackets())) {
            try {
                area.getEmbeddedSignatures().forEach(embedded::add);
            } catch (PGPException | RuntimeException e) {
                continue; // unreadable, so it says nothing
            }
        }
        return embedded;
    }

    private static <T> List<T> list(Iterator<T> iterator) {
        List<T> list = new ArrayList<>();
        iterator.forEachRemaining(list::add);
        return list;
    }
}
