package io.groundzero.backup.shipper.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.guide.RestoreGuide;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;

/**
 * Turns shipped artifacts into a backup. The manifest is first <i>fixed</i>: written on the volume, and from then on
 * never written again, however often the step is repeated. Then it is <i>published</i>: the same bytes go to the bucket
 * behind everything else, and their presence there is the commit.
 */
public class Commit {

    private final VolumePaths volume;
    private final Bucket bucket;
    private final SmallObjects objects;
    private final ManifestSigner signer;
    private final ObjectMapper json;
    private final ObjectWriter writer;

    public Commit(VolumePaths volume, Bucket bucket, SmallObjects objects, ManifestSigner signer, ObjectMapper json) {
        this.volume = volume;
        this.bucket = bucket;
        this.objects = objects;
        this.signer = signer;
        this.json = json;
        this.writer = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writerWithDefaultPrettyPrinter();
    }

    /**
     * A backup that is complete in the bucket.
     *
     * @param message has it verified; always the same for one backup
     */
    public record Committed(BackupShipped message, Manifest manifest) {
    }

    /** The manifest, if it was fixed already. */
    public Optional<Manifest> fixed(BackupId backup) throws BackupException {
        Path file = file(backup, ObjectNames.MANIFEST);
        return Files.exists(file) ? Optional.of(manifest(file)) : Optional.empty();
    }

    /** Writes the restore guide and then the manifest on the volume. */
    public void fix(BackupId backup, Manifest manifest) throws BackupException {
        try {
            String guide = new RestoreGuide(manifest, bucket.address(ObjectNames.folder(bucket.prefix(), backup)),
                    signer.fingerprint()).text();
            DurableFiles.writeString(file(backup, ObjectNames.RESTORE_GUIDE), guide);
            DurableFiles.writeString(file(backup, ObjectNames.MANIFEST),
                    writer.writeValueAsString(manifest.withRestoreGuide(digest(guide.getBytes(UTF_8)))) + "\n");
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "writing into " + volume.backup(backup));
        }
    }

    /** Signs the fixed manifest, if that is still to be done, and uploads guide, signature and last the manifest. */
    public Committed publish(BackupId backup) throws BackupException {
        byte[] manifest = read(file(backup, ObjectNames.MANIFEST));
        Manifest content = manifest(file(backup, ObjectNames.MANIFEST));
        byte[] guide = guide(backup, content);
        Path signature = file(backup, ObjectNames.MANIFEST_SIGNATURE);
        if (!Files.exists(signature)) {
            sign(manifest, signature);
        }
        String folder = ObjectNames.folder(bucket.prefix(), backup);
        objects.put(folder + ObjectNames.RESTORE_GUIDE, guide, "text/markdown; charset=utf-8");
        objects.put(folder + ObjectNames.MANIFEST_SIGNATURE, read(signature), "application/pgp-signature");
        objects.put(folder + ObjectNames.MANIFEST, manifest, "application/json");
        return new Committed(new BackupShipped(backup.toString(), backup.cluster(), folder + ObjectNames.MANIFEST,
                digest(manifest), content.shippedAt()), content);
    }

    /** People run it, with the recovery key at hand: nobody may have written into it. */
    private byte[] guide(BackupId backup, Manifest manifest) throws BackupException {
        Path file = file(backup, ObjectNames.RESTORE_GUIDE);
        byte[] guide = read(file);
        // of a backup that an earlier version has fixed
        if (manifest.restoreGuide() != null && !manifest.restoreGuide().equals(digest(guide))) {
            throw new BackupException(ErrorCode.ARTIFACT_CHANGED, file + " is not what was written there: it has "
                    + digest(guide) + ", not " + manifest.restoreGuide());
        }
        return guide;
    }

    private void sign(byte[] manifest, Path signature) throws BackupException {
        try {
            DurableFiles.writeString(signature, new String(signer.sign(manifest), UTF_8));
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "writing " + signature);
        }
    }

    private Manifest manifest(Path file) throws BackupException {
        try {
            return json.readValue(read(file), Manifest.class);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.ARTIFACT_CHANGED, file + " is no manifest: " + e.getMessage(), e);
        }
    }

    private Path file(BackupId backup, String name) {
        return volume.backup(backup).resolve(name);
    }

    private static byte[] read(Path file) throws BackupException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.ARTIFACT_MISSING, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Digest digest(byte[] bytes) {
        try {
            return new Digest(bytes.length,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}
