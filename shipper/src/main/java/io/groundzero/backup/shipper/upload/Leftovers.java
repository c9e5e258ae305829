package io.groundzero.backup.shipper.upload;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.StoreErrors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Multipart uploads that somebody began and never finished: a killed process. Their parts are invisible and cost. */
class Leftovers {

    private static final Logger LOG = Logger.getLogger(Leftovers.class);

    private final S3Client client;
    private final Bucket bucket;

    Leftovers(S3Client client, Bucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** Aborts all unfinished uploads of one key. Nobody else may be uploading it. */
    void abortAll(String key) throws BackupException {
        try {
            client.listMultipartUploadsPaginator(request -> request.bucket(bucket.name()).prefix(key)).uploads()
                    .stream().filter(upload -> upload.key().equals(key)).map(MultipartUpload::uploadId)
                    .forEach(uploadId -> {
                        LOG.infof("aborting a leftover upload of %s", bucket.address(key));
                        abort(key, uploadId);
                    });
        } catch (RuntimeException e) {
            throw StoreErrors.translate(e, "clean up unfinished uploads of " + bucket.address(key));
        }
    }

    private void abort(String key, String uploadId) {
        try {
            client.abortMultipartUpload(request -> request.bucket(bucket.name()).key(key).uploadId(uploadId));
        } catch (S3Exception e) {
            // gone already: completed or aborted by the attempt whose answer was lost
            if (e.statusCode() != 404) {
                throw e;
            }
        }
    }
}
