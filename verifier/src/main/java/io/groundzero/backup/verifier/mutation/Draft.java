package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DigestingOutputStream;
import io.groundzero.backup.archive.TarArchive;
import io.groundzero.backup.archive.Zstd;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.openpgp.GeneratedKeys;
import io.groundzero.backup.openpgp.Recipients;
import io.groundzero.backup.openpgp.SigningKey;

/**
 * A backup that is being made or changed: its objects in a folder of this machine that is laid out like the bucket,
 * and the manifest that will be signed. Tarred, compressed, encrypted and signed as dumper, encryptor and shipper do.
 */
final class Draft {

    private final Path root;
    private final RunKeys keys;
    private final ObjectMapper json;
    private final Clock clock;
    private Manifest manifest;

    /** @param root where the backup's own folder lies, or will lie */
    Draft(Path root, Manifest manifest, RunKeys keys, ObjectMapper json, Clock clock) {
        this.root = root;
        this.manifest = manifest;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    /** A copy, in another place, in which everything can be changed. */
    Draft copyTo(Path otherRoot) throws IOException {
        Draft copy = new Draft(otherRoot, manifest, keys, json, clock);
        Files.createDirectories(copy.folder());
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.folder().resolve(file.getFileName()));
            }
        }
        return copy;
    }

    Path root() {
        return root;
    }

    RunKeys keys() {
        return keys;
    }

    Manifest manifest() {
        return manifest;
    }

    void manifest(UnaryOperator<Manifest> change) {
        manifest = change.apply(manifest);
    }

    Path object(String name) {
        return folder().resolve(name);
    }

    byte[] read(String object) throws IOException {
        return Files.readAllBytes(object(object));
    }

    void write(String object, byte[] content) throws IOException {
        Files.createDirectories(folder());
        Files.write(object(object), content);
    }

    /** Takes an object from another backup as it is. */
    void take(Draft other, String object) throws IOException {
        Files.copy(other.object(object), object(object), StandardCopyOption.REPLACE_EXISTING);
    }

    EncryptedArtifact artifact(String object) {
        return manifest.artifacts().stream().filter(artifact -> artifact.object().equals(object)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such artifact: " + object));
    }

    /** Writes the plain bytes of an artifact, before encryption. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** A directory as the dumper has it tarred and compressed. */
    static Content directory(Path directory) {
        return compressed(out -> TarArchive.write(directory, out));
    }

    static Content compressed(Content content) {
        return out -> {
            try (OutputStream zstd = Zstd.compress(out)) {
                content.to(zstd);
            }
        };
    }

    /** Adds an artifact, or puts it in the place of the one with the same object name. */
    void put(String name, ArtifactKind kind, String object, Content content) throws BackupException, IOException {
        put(name, kind, object, content, keys.recipient());
    }

    /** The same, for somebody else, while the manifest goes on to say that it is for the recipient. */
    void put(String name, ArtifactKind kind, String object, Content content, GeneratedKeys recipient)
            throws BackupException, IOException {
        Files.createDirectories(folder());
        Recipients recipients = Recipients.load(List.of(recipient.publicKey()), List.of(recipient.fingerprint()),
                clock);
        Digest plain;
        Digest encrypted;
        try (DigestingOutputStream file = new DigestingOutputStream(Files.newOutputStream(object(object)))) {
            try (DigestingOutputStream message = new DigestingOutputStream(recipients.encrypt(file))) {
                content.to(message);
                plain = message.digest();
            }
            encrypted = file.digest();
        }
        list(new EncryptedArtifact(name, kind, object, plain, encrypted, List.of(keys.recipient().fingerprint())));
    }

    /** Lists an object that was changed as if it had to be so. */
    void listAsItIs(String object) throws IOException {
        EncryptedArtifact old = artifact(object);
        list(new EncryptedArtifact(old.name(), old.kind(), object, old.plain(), digest(read(object)),
                old.recipients()));
    }

    /** Puts an artifact into the manifest, in the place of the one with the same object name. */
    void list(EncryptedArtifact artifact) {
        List<EncryptedArtifact> artifacts = new ArrayList<>(manifest.artifacts());
        int known = artifacts.stream().map(EncryptedArtifact::object).toList().indexOf(artifact.object());
        if (known < 0) {
            artifacts.add(artifact);
        } else {
            artifacts.set(known, artifact);
        }
        manifest = with(manifest, manifest.databases(), artifacts);
    }

    void unlist(String object) {
        manifest = with(manifest, manifest.databases(),
                manifest.artifacts().stream().filter(artifact -> !artifact.object().equals(object)).toList());
    }

    /** Writes and signs the manifest. */
    BackupShipped sign() throws BackupException, IOException {
        return sign(keys.shipper());
    }

    BackupShipped sign(GeneratedKeys signer) throws BackupException, IOException {
        manifest = manifest.withRestoreGuide(digest(read(ObjectNames.RESTORE_GUIDE)));
        byte[] body = json.writeValueAsBytes(manifest);
        write(ObjectNames.MANIFEST_SIGNATURE, SigningKey.load(signer.secretKey(), Optional.empty(), clock).sign(body));
        write(ObjectNames.MANIFEST, body);
        return message(body);
    }

    /** The message that the shipper sends, for the manifest that lies in the folder. */
    BackupShipped message() throws IOException {
        return message(read(ObjectNames.MANIFEST));
    }

    static Manifest with(Manifest manifest, List<DatabaseFacts> databases, List<EncryptedArtifact> artifacts) {
        return new Manifest(manifest.schemaVersion(), manifest.backupId(), manifest.cluster(), manifest.requestedAt(),
                manifest.shippedAt(), manifest.source(), databases, artifacts, manifest.format(),
                manifest.fingerprintLevel(), manifest.tools(), manifest.durations(), manifest.secretFiles(),
                manifest.omittedDatabases(), manifest.restoreGuide());
    }

    static Digest digest(byte[] bytes) throws IOException {
        try (DigestingOutputStream digest = new DigestingOutputStream(OutputStream.nullOutputStream())) {
            digest.write(bytes);
            return digest.digest();
        }
    }

    private BackupShipped message(byte[] body) throws IOException {
        BackupId id = BackupId.parse(manifest.backupId());
        return new BackupShipped(manifest.backupId(), manifest.cluster(),
                ObjectNames.folder("", id) + ObjectNames.MANIFEST, digest(body), manifest.shippedAt());
    }

    private Path folder() {
        return root.resolve(ObjectNames.folder("", BackupId.parse(manifest.backupId())));
    }
}
