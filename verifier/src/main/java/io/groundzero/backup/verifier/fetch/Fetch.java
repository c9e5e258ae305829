package io.groundzero.backup.verifier.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.proof.Evidence;
import software.amazon.awssdk.services.s3.S3Client;

/** The first step: the copy in the bucket is fetched, and is bit by bit what the signed manifest says. */
public class Fetch {

    private static final List<String> BESIDE_ARTIFACTS = List.of(ObjectNames.MANIFEST,
            ObjectNames.MANIFEST_SIGNATURE, ObjectNames.RESTORE_GUIDE);

    private final Function<BackupId, BackupFolder> folders;
    private final Manifests manifests;
    private final SecondLooks looks;

    private Fetch(Function<BackupId, BackupFolder> folders, VerificationKeys signers, ObjectMapper json,
            SecondLooks looks) {
        this.folders = folders;
        this.manifests = new Manifests(signers, json);
        this.looks = looks;
    }

    /** @param pauses before each further look at what would refute the backup */
    public Fetch(S3Client client, Bucket bucket, SmallObjects objects, VerificationKeys signers, ObjectMapper json,
            List<Duration> pauses) {
        this(backup -> new BucketFolder(client, bucket, objects, backup), signers, json, new SecondLooks(pauses));
    }

    /** Fetches from a folder of this machine that is laid out like a bucket without a prefix. */
    public static Fetch local(Path root, VerificationKeys signers, ObjectMapper json) {
        return new Fetch(backup -> new LocalFolder(root.resolve(ObjectNames.folder("", backup))), signers, json,
                new SecondLooks(List.of()));
    }

    /** Looks at a backup before all of it is fetched, for what would make fetching pointless. */
    @FunctionalInterface
    public interface Precondition {
        void check(Manifest manifest) throws BackupException, IOException;
    }

    /**
     * Downloads all artifacts into a folder, under their own names.
     *
     * @throws BackupException MANIFEST_INVALID, SIGNATURE_INVALID, OBJECT_MISSING or OBJECT_CORRUPT, or what hinders
     */
    public Manifest run(BackupShipped message, Path folder, Precondition precondition, Work.Progress progress,
            Evidence evidence) throws BackupException, IOException {
        BackupFolder source = folders.apply(BackupId.parse(message.backupId()));
        Manifest manifest = looks.at(() -> manifests.read(message, source, evidence));
        looks.at(() -> compareListing(manifest, source, evidence));
        looks.at(() -> compareGuide(manifest, source, evidence));
        precondition.check(manifest);
        long total = manifest.artifacts().stream().mapToLong(artifact -> artifact.encrypted().size()).sum();
        Counter counter = new Counter(total, progress);
        for (EncryptedArtifact artifact : manifest.artifacts()) {
            looks.at(() -> fetch(artifact, source, folder.resolve(artifact.object()), counter));
            evidence.add(artifact.object() + ": " + artifact.encrypted());
        }
        evidence.summary(manifest.artifacts().size() + " objects with " + total + " bytes are as shipped");
        return manifest;
    }

    private static Void fetch(EncryptedArtifact artifact, BackupFolder source, Path file, Counter counter)
            throws BackupException, IOException {
        Digest found = source.download(artifact.object(), file, counter::add);
        if (!found.equals(artifact.encrypted())) {
            counter.add(-found.size());
            throw corrupt(source.address(artifact.object()), found, artifact.encrypted());
        }
        return null;
    }

    /** People run it by hand, with the recovery key: nobody may have written anything else into it. */
    private static Void compareGuide(Manifest manifest, BackupFolder source, Evidence evidence)
            throws BackupException {
        if (manifest.restoreGuide() == null) {
            evidence.add(ObjectNames.RESTORE_GUIDE
                    + ": not checked, because the version that wrote the manifest did not protect it");
            return null;
        }
        String address = source.address(ObjectNames.RESTORE_GUIDE);
        byte[] guide = source.read(ObjectNames.RESTORE_GUIDE).orElseThrow(
                () -> new BackupException(ErrorCode.OBJECT_MISSING, "not in the bucket: " + address));
        Digest found = Manifests.digest(guide);
        if (!found.equals(manifest.restoreGuide())) {
            throw corrupt(address, found, manifest.restoreGuide());
        }
        evidence.add(ObjectNames.RESTORE_GUIDE + ": " + found);
        return null;
    }

    private static BackupException corrupt(String address, Digest found, Digest shipped) {
        return new BackupException(ErrorCode.OBJECT_CORRUPT, address + " has " + found + "; shipped was " + shipped);
    }

    private static Void compareListing(Manifest manifest, BackupFolder source, Evidence evidence)
            throws BackupException {
        Map<String, Long> unexpected = new TreeMap<>(source.list());
        List<String> missing = manifest.artifacts().stream().map(EncryptedArtifact::object)
                .filter(object -> !unexpected.containsKey(object)).map(source::address).toList();
        if (!missing.isEmpty()) {
            throw new BackupException(ErrorCode.OBJECT_MISSING, "not in the bucket: " + String.join(", ", missing));
        }
        for (EncryptedArtifact artifact : manifest.artifacts()) {
            long size = unexpected.remove(artifact.object());
            if (size != artifact.encrypted().size()) {
                throw new BackupException(ErrorCode.OBJECT_CORRUPT, source.address(artifact.object()) + " has " + size
                        + " bytes; shipped was " + artifact.encrypted());
            }
        }
        BESIDE_ARTIFACTS.forEach(unexpected::remove);
        unexpected.forEach((object, size) -> evidence
                .add("unexpected object, ignored: " + source.address(object) + ", " + size + " bytes"));
        return null;
    }

    private static final class Counter {

        private final long total;
        private final Work.Progress progress;
        private long done;

        private Counter(long total, Work.Progress progress) {
            this.total = total;
            this.progress = progress;
        }

        private void add(long bytes) {
            done += bytes;
            progress.bytes(done, total);
        }
    }
}
