package io.groundzero.backup.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/** A primary key with its subkeys, and what its owner says about them at a given time. */
final class Certificate {

    private final PGPPublicKeyRing ring;
    private final PGPPublicKey primary;
    private final SelfSignatures signatures;

    private Certificate(PGPPublicKeyRing ring) {
        this.ring = ring;
        this.primary = ring.getPublicKey();
        this.signatures = new SelfSignatures(primary);
    }

    /**
     * One certificate for each primary key. Several copies of one key are joined, so that a revocation in one of them
     * counts.
     */
    static List<Certificate> of(Iterable<PGPPublicKeyRing> rings) {
        Map<String, PGPPublicKeyRing> joined = new LinkedHashMap<>();
        for (PGPPublicKeyRing ring : rings) {
            joined.merge(KeyNames.fingerprint(ring.getPublicKey()), ring, Certificate::join);
        }
        return joined.values().stream().map(Certificate::new).toList();
    }

    private static PGPPublicKeyRing join(PGPPublicKeyRing first, PGPPublicKeyRing second) {
        try {
            return PGPPublicKeyRing.join(first, second);
        } catch (PGPException e) {
            throw new IllegalArgumentException("two copies of the key " + KeyNames.fingerprint(first.getPublicKey())
                    + " do not go together: " + e.getMessage(), e);
        }
    }

    /** The primary key's. */
    String fingerprint() {
        return KeyNames.fingerprint(primary);
    }

    /** With the first user id, for people. */
    String name() {
        Iterator<String> users = primary.getUserIDs();
        return fingerprint() + (users.hasNext() ? " (" + users.next() + ")" : "");
    }

    List<PGPPublicKey> keys() {
        List<PGPPublicKey> keys = new ArrayList<>();
        ring.forEach(keys::add);
        return keys;
    }

    Optional<PGPPublicKey> key(long keyId) {
        return Optional.ofNullable(ring.getPublicKey(keyId));
    }

    /** The primary key or subkey with this fingerprint. */
    Optional<PGPPublicKey> key(String fingerprint) {
        return Optional.ofNullable(ring.getPublicKey(HexFormat.of().parseHex(fingerprint)));
    }

    /** Keys that may be used for this, the one to prefer first: the newest subkey, at last the primary key. */
    List<PGPPublicKey> usable(Capability capability, Instant at) {
        return keys().stream().filter(key -> problem(key, capability, at).isEmpty())
                .sorted(Comparator.comparing(PGPPublicKey::isMasterKey).thenComparing(PGPPublicKey::getCreationTime,
                        Comparator.reverseOrder()))
                .toList();
    }

    /** Why none of the keys may be used for this. */
    String problems(Capability capability, Instant at) {
        Optional<String> ofPrimary = problemOfPrimary(at);
        if (ofPrimary.isPresent()) {
            return "the key " + name() + " " + ofPrimary.get();
        }
        List<String> problems = keys().stream()
                .map(key -> describe(key) + " " + problem(key, capability, at).orElse("can be used")).toList();
        return "the key " + name() + " has no key that can " + capability.word() + ": " + String.join("; ", problems);
    }

    /** Why this key of the certificate may not be used for this: a clause without its subject. */
    Optional<String> problem(PGPPublicKey key, Capability capability, Instant at) {
        return Policy.objection(key, capability).or(() -> problemOfPrimary(at))
                .or(() -> key.isMasterKey() ? Optional.empty() : problemOfSubkey(key, capability, at))
                .or(() -> flagsForbid(key, capability, at));
    }

    /** Why what this key signed at that time does not count. */
    Optional<String> problemWhenSigning(PGPPublicKey key, Instant signedAt) {
        if (signedAt.isBefore(key.getCreationTime().toInstant())) {
            return Optional.of("did not exist at " + signedAt);
        }
        return problem(key, Capability.SIGN, signedAt);
    }

    String describe(PGPPublicKey key) {
        return (key.isMasterKey() ? "primary key " : "subkey ") + KeyNames.fingerprint(key);
    }

    private Optional<String> problemOfPrimary(Instant at) {
        if (signatures.revoked(primary, at)) {
            return Optional.of("is revoked");
        }
        if (!signatures.primaryIsSigned(at)) {
            return Optional.of("has no valid signature by itself");
        }
        return expired(primary, at);
    }

    private Optional<String> problemOfSubkey(PGPPublicKey key, Capability capability, Instant at) {
        if (signatures.revoked(key, at)) {
            return Optional.of("is revoked");
        }
        if (signatures.bindings(key, at).isEmpty()) {
            return Optional.of("has no valid signature that binds it to its primary key");
        }
        if (capability == Capability.SIGN && !signatures.subkeyAgrees(key, at)) {
            return Optional.of("has not signed back to its primary key");
        }
        return expired(key, at);
    }

    private Optional<String> expired(PGPPublicKey key, Instant at) {
        return signatures.expiry(key, at).filter(expiry -> !at.isBefore(expiry)).map(expiry -> "expired on " + expiry);
    }

    private Optional<String> flagsForbid(PGPPublicKey key, Capability capability, Instant at) {
        return signatures.flags(key, at).filter(flags -> !capability.allowedBy(flags))
                .map(flags -> "is not meant to " + capability.word() + " (key flags)");
    }
}
