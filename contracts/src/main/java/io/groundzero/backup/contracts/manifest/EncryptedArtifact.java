package io.groundzero.backup.contracts.manifest;

import java.util.List;

/**
 * A finished encrypted artifact, as the manifest lists it.
 *
 * @param name the database's name, or {@code globals}, {@code config}, {@code fingerprint}
 * @param kind what it holds
 * @param object file name in the backup's folder, on the volume and in the bucket
 * @param plain the bytes that went into OpenPGP (what {@code gpg --decrypt} gives back)
 * @param encrypted the bytes that lie in the bucket
 * @param recipients fingerprints of the keys that open it, upper-case hexadecimal
 */
public record EncryptedArtifact(String name, ArtifactKind kind, String object, Digest plain, Digest encrypted,
        List<String> recipients) {

    public EncryptedArtifact {
        recipients = List.copyOf(recipients);
    }
}
