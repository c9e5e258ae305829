package io.groundzero.backup.store;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Looks at what lies in the bucket. */
@ApplicationScoped
public class Bucket {

    private final S3Client client;
    private final BucketConfig config;

    public Bucket(S3Client client, BucketConfig config) {
        this.client = client;
        this.config = config;
    }

    public String name() {
        return config.name();
    }

    public String prefix() {
        return config.prefix().orElse("");
    }

    /** How errors and proofs name a key: {@code s3://bucket/key}. */
    public String address(String key) {
        return "s3://" + config.name() + "/" + key;
    }

    /**
     * Note that S3 answers a HEAD in a missing bucket like one for a missing key.
     *
     * @return empty if there is no such object
     */
    public Optional<StoredObject> find(String key) throws BackupException {
        try {
            HeadObjectResponse head = client.headObject(request -> request.bucket(config.name()).key(key));
            return Optional.of(new StoredObject(head.contentLength(), head.metadata().get(StoredObject.SHA256)));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw StoreErrors.translate(e, "look for " + address(key));
        } catch (RuntimeException e) {
            throw StoreErrors.translate(e, "look for " + address(key));
        }
    }

    /**
     * @return whether the object is there already, as expected
     * @throws BackupException OBJECT_CONFLICT if something else lies there
     */
    public boolean holds(String key, Digest expected) throws BackupException {
        Optional<StoredObject> found = find(key);
        if (found.isPresent() && !found.get().is(expected)) {
            throw new BackupException(ErrorCode.OBJECT_CONFLICT,
                    address(key) + " exists with other content: it has " + found.get() + ", not " + expected);
        }
        return found.isPresent();
    }
}
