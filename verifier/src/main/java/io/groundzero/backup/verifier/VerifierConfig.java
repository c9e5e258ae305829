package io.groundzero.backup.verifier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.verifier.sandbox.Isolation;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How backups are verified, and with which keys. */
@ConfigMapping(prefix = "gz.verifier")
public interface VerifierConfig {

    /**
     * Absolute folder for the throwaway servers, this verifier's alone; at most 82 bytes long, because a Unix socket
     * lies in it. The throwaway user must be able to pass through the folders above it.
     */
    Path scratch();

    /** Files with private OpenPGP keys, one of which opens the backups. */
    List<Path> decryptionKeys();

    /** A file with the decryption keys' passphrase in its first line, if they have one. */
    Optional<Path> decryptionPassphraseFile();

    /** File with the secret OpenPGP key that signs proofs. */
    Path signingKey();

    /** A file with the signing key's passphrase in its first line, if it has one. */
    Optional<Path> signingPassphraseFile();

    /** Files with the public keys whose manifests are believed: the shipper's. */
    List<Path> manifestSigners();

    /** The operating system user as whom everything runs that comes out of a backup. See infra/throwaway-user. */
    @WithDefault("ground-zero-throwaway")
    String throwawayUser();

    /**
     * How strictly that is shut in: {@code namespaces} of this machine; {@code container}, one of its own that shares
     * the scratch folder and has the same user, as in docker-compose.yml; {@code user} and {@code none} are weaker.
     */
    @WithDefault("namespaces")
    Isolation isolation();

    /** How many tables are restored at a time: 1 to 64. */
    @WithDefault("2")
    int jobs();

    /** How long a proof counts. */
    @WithDefault("PT36H")
    Duration proofLifetime();

    /** The only folders in which PostgreSQL's programs are looked for; Debian's places and the PATH if absent. */
    Optional<List<Path>> clientPrograms();

    /** How many times the size of a backup must be free in the scratch folder before it is fetched: 2 to 100. */
    @WithDefault("8")
    int spaceFactor();
}
