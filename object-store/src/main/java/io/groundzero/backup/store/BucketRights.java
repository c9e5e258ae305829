package io.groundzero.backup.store;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Response;

/**
 * What the credentials may do in the bucket, found out without changing anything: by questions about a key that nobody
 * uses, and by uploads that are begun and aborted before anything is in them.
 */
public final class BucketRights {

    /** No store gives out such a number. */
    private static final String NO_UPLOAD = "none";
    /** The version of what was written without versioning; deleting it leaves no marker. */
    private static final String NULL_VERSION = "null";

    private final S3Client client;
    private final Bucket bucket;
    private final String key;

    /** @param folder the questions are about a key in it; ends with a slash */
    public BucketRights(S3Client client, Bucket bucket, String folder) {
        this.client = client;
        this.bucket = bucket;
        this.key = folder + "doctor-" + UUID.randomUUID();
    }

    /**
     * Lists, at most one object.
     *
     * @return the store's time, if it says so
     */
    public Optional<Instant> list(String prefix) throws BackupException {
        try {
            ListObjectsV2Response listed = client
                    .listObjectsV2(request -> request.bucket(bucket.name()).prefix(prefix).maxKeys(1));
            return time(listed);
        } catch (RuntimeException e) {
            throw StoreErrors.translate(e, "list " + bucket.address(prefix));
        }
    }

    /**
     * Aborting comes first: what could not be aborted must not be begun.
     *
     * @return the store's time, if it says so
     * @throws BackupException if it may not abort, or not begin an upload; nothing was begun then
     */
    public Optional<Instant> put() throws BackupException {
        abort(key, NO_UPLOAD);
        CreateMultipartUploadResponse begun = begin(key);
        abort(key, begun.uploadId());
        return time(begun);
    }

    /** Whether an upload that was begun could be aborted. */
    public boolean mayAbort() {
        try {
            abort(key, NO_UPLOAD);
            return true;
        } catch (BackupException e) {
            return false;
        }
    }

    /** Lists unfinished uploads of one key. */
    public void listUploads() throws BackupException {
        try {
            client.listMultipartUploads(request -> request.bucket(bucket.name()).prefix(key));
        } catch (RuntimeException e) {
            throw StoreErrors.translate(e, "list unfinished uploads of " + bucket.address(key));
        }
    }

    /** Asks for the size of an object, which is not there. */
    public void look() throws BackupException {
        bucket.find(key);
    }

    /** Whether objects can be read: a store tells only those that a key is not there. */
    public boolean mayRead() {
        try {
            client.getObject(request -> request.bucket(bucket.name()).key(key)).abort();
            return true;
        } catch (S3Exception e) {
            return e.statusCode() == 404;
        }
    }

    /**
     * Whether versions of objects can be deleted, which is worse than deleting objects. A store without versions takes
     * it for the latter.
     */
    public boolean mayDelete() {
        try {
            client.deleteObject(request -> request.bucket(bucket.name()).key(key).versionId(NULL_VERSION));
            return true;
        } catch (S3Exception e) {
            return e.statusCode() == 404;
        }
    }

    private CreateMultipartUploadResponse begin(String of) throws BackupException {
        try {
            return client.createMultipartUpload(request -> request.bucket(bucket.name()).key(of));
        } catch (RuntimeException e) {
            throw StoreErrors.translate(e, "begin an upload to " + bucket.address(of));
        }
    }

    private void abort(String of, String upload) throws BackupException {
        try {
            client.abortMultipartUpload(request -> request.bucket(bucket.name()).key(of).uploadId(upload));
        } catch (RuntimeException e) {
            BackupException failure = StoreErrors.translate(e, "abort an upload to " + bucket.address(of));
            // there is no such upload
            boolean allowed = e instanceof S3Exception answer && (answer.statusCode() == 404
                    || answer.statusCode() == 400) && failure.code() != ErrorCode.BUCKET_MISSING
                    && failure.code() != ErrorCode.BUCKET_ACCESS_DENIED;
            if (!allowed) {
                throw failure;
            }
        }
    }

    private static Optional<Instant> time(S3Response response) {
        try {
            return response.sdkHttpResponse().firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
