package io.groundzero.backup.verifier.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

import io.groundzero.backup.archive.DigestingInputStream;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.store.StoreErrors;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One backup's folder in the bucket. */
class BucketFolder implements BackupFolder {

    private static final int BUFFER = 256 * 1024;

    private final S3Client client;
    private final Bucket bucket;
    private final SmallObjects objects;
    private final String folder;

    BucketFolder(S3Client client, Bucket bucket, SmallObjects objects, BackupId backup) {
        this.client = client;
        this.bucket = bucket;
        this.objects = objects;
        this.folder = ObjectNames.folder(bucket.prefix(), backup);
    }

    @Override
    public String address(String object) {
        return bucket.address(folder + object);
    }

    @Override
    public Optional<byte[]> read(String object) throws BackupException {
        return objects.get(folder + object);
    }

    @Override
    public Map<String, Long> list() throws BackupException {
        try {
            Map<String, Long> sizes = new TreeMap<>();
            for (S3Object object : client
                    .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(folder)).contents()) {
                sizes.put(object.key().substring(folder.length()), object.size());
            }
            return sizes;
        } catch (SdkException e) {
            throw StoreErrors.translate(e, "list " + bucket.address(folder));
        }
    }

    @Override
    public Digest download(String object, Path file, LongConsumer fetched) throws BackupException, IOException {
        String key = folder + object;
        try (ResponseInputStream<GetObjectResponse> content = client
                .getObject(request -> request.bucket(bucket.name()).key(key))) {
            DigestingInputStream in = new DigestingInputStream(content);
            boolean whole = false;
            try {
                copy(in, file, fetched, object);
                whole = true;
            } finally {
                if (!whole) {
                    // closing it would read the rest
                    content.abort();
                }
            }
            long promised = content.response().contentLength();
            if (in.size() < promised) {
                throw new BackupException(ErrorCode.BUCKET_UNREACHABLE, "fetch " + address(object)
                        + ": the connection ended after " + in.size() + " of " + promised + " bytes");
            }
            return in.digest();
        } catch (SdkException e) {
            throw StoreErrors.translate(e, "fetch " + address(object));
        }
    }

    private void copy(InputStream in, Path file, LongConsumer fetched, String object)
            throws BackupException, IOException {
        byte[] buffer = new byte[BUFFER];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                int n;
                try {
                    n = in.read(buffer);
                } catch (IOException e) {
                    throw new BackupException(ErrorCode.BUCKET_UNREACHABLE,
                            "fetch " + address(object) + ": " + e.getMessage(), e);
                }
                if (n < 0) {
                    return;
                }
                out.write(buffer, 0, n);
                fetched.accept(n);
            }
        }
    }
}
