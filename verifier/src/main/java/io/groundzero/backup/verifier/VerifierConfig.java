package io.groundzero.backup.verifier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.Folder;
import io.groundzero.backup.settings.KeyFile;
import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.SecretFile;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How backups are verified, and with which keys. */
@ConfigMapping(prefix = "gz.verifier")
public interface VerifierConfig {

    /**
     * Folder for the throwaway servers, this verifier's alone; at most 82 bytes long, because a Unix socket
     * lies in it. The throwaway user must be able to pass through the folders above it.
     */
    @Folder(exists = false)
    Path scratch();

    /** Private OpenPGP keys, one of which opens the backups. */
    @KeyFile(secret = true)
    List<Path> decryptionKeys();

    /** The decryption keys' passphrase, if they have one. */
    @SecretFile
    Optional<Path> decryptionPassphraseFile();

    /** The secret OpenPGP key that signs proofs. */
    @KeyFile(secret = true)
    Path signingKey();

    /** The signing key's passphrase, if it has one. */
    @SecretFile
    Optional<Path> signingPassphraseFile();

    /** Public keys whose manifests are believed: the shipper's. */
    @KeyFile(secret = false)
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

    /** How many tables are restored at a time. */
    @Between(least = 1, most = 64)
    @WithDefault("2")
    int jobs();

    /** How long a proof counts. */
    @Lasting(least = "PT1S", most = "P3650D")
    @WithDefault("PT36H")
    Duration proofLifetime();

    /** The only folders in which PostgreSQL's programs are looked for; Debian's places and the PATH if absent. */
    @Folder
    Optional<List<Path>> clientPrograms();

    /** How many times the size of a backup must be free in the scratch folder before it is fetched. */
    @Between(least = 2, most = 100)
    @WithDefault("8")
    int spaceFactor();

    /** How long to wait before each further look at the store when its answer would refute a backup, which is final. */
    @Lasting(least = "PT0.01S", most = "PT10M")
    @WithDefault("PT2S,PT10S,PT30S")
    List<Duration> secondLooks();

    /** How long one verification may take; then everything is ended, and the backup counts as untested. */
    @Lasting(least = "PT1S", most = "P7D")
    @WithDefault("PT4H")
    Duration timeLimit();

    /**
     * Mebibytes that stay free in the scratch folder: a backup that takes more, once it is restored, is ended and counts as
     * untested.
     */
    @Between(least = 0, most = 1073741824)
    @WithDefault("256")
    int spaceKept();

    /**
     * Mebibytes of memory for everything together that runs of a backup, with isolation {@code namespaces}; for each
     * process alone where no control group can be made.
     */
    @Between(least = 256, most = 1048576)
    @WithDefault("4096")
    int sandboxMemory();

    /**
     * Folders that what runs of a backup sees besides /usr, read-only, with isolation {@code namespaces}: those with
     * programs of a probe that lie elsewhere than its command, for example.
     */
    @Folder
    Optional<List<Path>> visible();
}
