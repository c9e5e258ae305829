package io.groundzero.backup.shipper.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.handover.Work.Progress;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.StoreErrors;
import io.groundzero.backup.store.StoredObject;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Brings files into the bucket: an object appears whole and as expected, or not at all, and no part of a failed upload
 * stays. Needs no right to read or delete objects.
 */
public class Uploads {

    private final S3Client client;
    private final BucketConfig config;
    private final Bucket bucket;
    private final Leftovers leftovers;
    private final long smallestPart;
    private final MultipartUploading multipart;

    /**
     * @param smallestPart in bytes; S3 takes none below 5 MiB
     * @param parallel how many parts go at a time
     */
    public Uploads(S3Client client, BucketConfig config, Bucket bucket, long smallestPart, int parallel) {
        check(smallestPart, parallel);
        this.client = client;
        this.config = config;
        this.bucket = bucket;
        this.leftovers = new Leftovers(client, bucket);
        this.smallestPart = smallestPart;
        this.multipart = new MultipartUploading(client, bucket.name(), config.conditionalWrites(), parallel);
    }

    private static void check(long smallestPart, int parallel) {
        if (smallestPart < Parts.SMALLEST || smallestPart > Parts.LARGEST) {
            throw new IllegalArgumentException(
                    "gz.shipper.part-size-min must be between 5M and 5G: " + smallestPart + " bytes");
        }
        if (parallel < 1 || parallel > 64) {
            throw new IllegalArgumentException("gz.shipper.parallel-parts must be between 1 and 64: " + parallel);
        }
    }

    /**
     * Uploads a file, unless it is in the bucket already.
     *
     * @param expected what the file must be
     * @throws BackupException ARTIFACT_MISSING or ARTIFACT_CHANGED if the file is not what is expected,
     *         OBJECT_CONFLICT if other content lies under the key, else what the store's failure means
     */
    public void upload(Path file, Digest expected, String key, Progress progress) throws BackupException {
        requireSize(file, expected);
        leftovers.abortAll(key);
        if (!bucket.holds(key, expected)) {
            Parts parts = parts(file, expected);
            Checksums checksums = checksums(file, expected, parts);
            AtomicLong done = new AtomicLong();
            send(file, key, parts, checksums, n -> progress.bytes(done.addAndGet(n), expected.size()));
        }
        progress.bytes(expected.size(), expected.size());
    }

    private void send(Path file, String key, Parts parts, Checksums checksums, LongConsumer sent)
            throws BackupException {
        try {
            if (parts.count() == 1) {
                put(file, key, checksums);
            } else {
                multipart.upload(key, file, parts, checksums, sent);
                // the client repeats a call whose answer was lost, and may so have begun two
                leftovers.abortAll(key);
            }
        } catch (RuntimeException e) {
            afterFailure(key, checksums.digest(),
                    StoreErrors.translate(e, "upload " + file.getFileName() + " to " + bucket.address(key),
                            ErrorCode.UPLOAD_FAILED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            afterFailure(key, checksums.digest(), new BackupException(ErrorCode.UPLOAD_FAILED,
                    "upload " + file.getFileName() + " to " + bucket.address(key) + ": stopped", e));
        }
        if (!bucket.holds(key, checksums.digest())) {
            throw new BackupException(ErrorCode.UPLOAD_FAILED,
                    bucket.address(key) + " is not there, although the store took all of it");
        }
    }

    private void put(Path file, String key, Checksums checksums) {
        PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(bucket.name()).key(key)
                .contentType("application/octet-stream").contentLength(checksums.digest().size())
                .contentMD5(checksums.md5().get(0))
                .metadata(Map.of(StoredObject.SHA256, checksums.digest().sha256()));
        if (config.conditionalWrites()) {
            request.ifNoneMatch("*");
        }
        try (FileRegion whole = new FileRegion(file, 0, checksums.digest().size())) {
            client.putObject(request.build(), whole.body());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * The answer may have been lost after the object was made; then all is well. Otherwise nothing of it may stay.
     */
    private void afterFailure(String key, Digest expected, BackupException failure) throws BackupException {
        try {
            leftovers.abortAll(key);
            if (bucket.holds(key, expected)) {
                return;
            }
        } catch (BackupException e) {
            if (e.code() == ErrorCode.OBJECT_CONFLICT) {
                e.addSuppressed(failure);
                throw e;
            }
            // what is left is aborted when the step is tried again
            failure.addSuppressed(e);
        }
        throw failure;
    }

    private Parts parts(Path file, Digest expected) throws BackupException {
        try {
            return Parts.of(expected.size(), smallestPart, config.partLimit());
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.UPLOAD_FAILED, "upload " + file.getFileName() + ": " + e.getMessage(),
                    e);
        }
    }

    private static Checksums checksums(Path file, Digest expected, Parts parts) throws BackupException {
        try {
            Checksums checksums = Checksums.of(file, parts);
            if (!checksums.digest().equals(expected)) {
                throw new BackupException(ErrorCode.ARTIFACT_CHANGED,
                        file + " is not what was encrypted: it has " + checksums.digest() + ", not " + expected);
            }
            return checksums;
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "reading " + file);
        }
    }

    private static void requireSize(Path file, Digest expected) throws BackupException {
        if (!Files.isRegularFile(file)) {
            throw new BackupException(ErrorCode.ARTIFACT_MISSING, "there is no file " + file);
        }
        try {
            long size = Files.size(file);
            if (size != expected.size()) {
                throw new BackupException(ErrorCode.ARTIFACT_CHANGED,
                        file + " has " + size + " bytes, but " + expected.size() + " were encrypted");
            }
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "reading " + file);
        }
    }
}
