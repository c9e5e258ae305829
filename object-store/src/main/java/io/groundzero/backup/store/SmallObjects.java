package io.groundzero.backup.store;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects that fit into memory: manifests, signatures, proofs. */
@ApplicationScoped
public class SmallObjects {

    /** The largest object that is read, in bytes. */
    public static final int LIMIT = 64 << 20;

    private final S3Client client;
    private final BucketConfig config;
    private final Bucket bucket;

    public SmallObjects(S3Client client, BucketConfig config, Bucket bucket) {
        this.client = client;
        this.config = config;
        this.bucket = bucket;
    }

    /**
     * Writes an object once. Finding the same content there already is fine. Reads nothing: HEAD and PUT suffice.
     *
     * @throws BackupException OBJECT_CONFLICT if other content lies there, which is left as it is
     */
    public void put(String key, byte[] body, String contentType) throws BackupException {
        Digest digest = new Digest(body.length, HexFormat.of().formatHex(hash("SHA-256", body)));
        if (bucket.holds(key, digest)) {
            return;
        }
        PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(config.name()).key(key)
                .contentType(contentType).contentMD5(Base64.getEncoder().encodeToString(hash("MD5", body)))
                .metadata(Map.of(StoredObject.SHA256, digest.sha256()));
        if (config.conditionalWrites()) {
            request.ifNoneMatch("*");
        }
        try {
            client.putObject(request.build(), RequestBody.fromBytes(body));
        } catch (RuntimeException e) {
            // 412: somebody was faster, or the answer to the client's first try was lost
            if (e instanceof S3Exception answer && answer.statusCode() == 412 && bucket.holds(key, digest)) {
                return;
            }
            throw StoreErrors.translate(e, "write " + bucket.address(key));
        }
    }

    /**
     * @return the content, or empty if there is no such object
     * @throws BackupException OBJECT_CORRUPT if it is larger than {@value #LIMIT} bytes
     */
    public Optional<byte[]> get(String key) throws BackupException {
        try (ResponseInputStream<GetObjectResponse> content = client
                .getObject(request -> request.bucket(config.name()).key(key))) {
            long size = content.response().contentLength();
            if (size > LIMIT) {
                content.abort();
                throw new BackupException(ErrorCode.OBJECT_CORRUPT, bucket.address(key) + " has " + size
                        + " bytes; what belongs there is never larger than " + LIMIT);
            }
            byte[] bytes = content.readNBytes(LIMIT);
            if (bytes.length != size) {
                throw new BackupException(ErrorCode.BUCKET_UNREACHABLE,
                        "read " + bucket.address(key) + ": only " + bytes.length + " of " + size + " bytes came");
            }
            return Optional.of(bytes);
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BackupException(ErrorCode.BUCKET_UNREACHABLE,
                    "read " + bucket.address(key) + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw StoreErrors.translate(e, "read " + bucket.address(key));
        }
    }

    private static byte[] hash(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks " + algorithm, e);
        }
    }
}
