package io.groundzero.backup.shipper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.StoreClient;
import io.groundzero.backup.testbed.S3Server;
import io.groundzero.backup.testbed.TestAuthority;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real S3 server in a folder, with a bucket, and a client of its own to look into it. */
public final class LocalStore implements AutoCloseable {

    public static final String BUCKET = "backups";

    private final Path folder;
    private final Optional<Path> certificateAuthority;
    private final S3Server server;
    private final S3Client client;

    public LocalStore(Path folder) throws Exception {
        this(folder, Optional.empty());
    }

    /** With https only. */
    public LocalStore(Path folder, TestAuthority authority) throws Exception {
        this(folder, Optional.of(authority));
    }

    private LocalStore(Path folder, Optional<TestAuthority> authority) throws Exception {
        Files.createDirectories(folder);
        // without this the server formats debug messages for every buffer, and is 20 times slower
        Logger.getLogger("").setLevel(Level.INFO);
        this.folder = folder;
        this.certificateAuthority = authority.map(TestAuthority::certificate);
        this.server = authority.isPresent()
                ? S3Server.startTls(folder.resolve("data"), 0, "test-key", "test-secret", authority.get())
                : S3Server.start(folder.resolve("data"), 0, "test-key", "test-secret");
        client = client(settings());
        client.createBucket(request -> request.bucket(BUCKET));
    }

    public Settings settings() throws IOException {
        return new Settings(BUCKET, Optional.of("dr/test"), endpoint(), certificateAuthority,
                file("access", "test-key"),
                file("secret", "test-secret"), true, 10_000);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content + "\n");
    }

    public List<String> keys() {
        return client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream().map(S3Object::key).sorted()
                .toList();
    }

    public List<String> keys(String prefix) {
        return keys().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    public List<MultipartUpload> unfinishedUploads() {
        return client.listMultipartUploads(request -> request.bucket(BUCKET)).uploads();
    }

    public ResponseBytes<GetObjectResponse> get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key));
    }

    public S3Client client() {
        return client;
    }

    public static S3Client client(BucketConfig config, ExecutionInterceptor... interceptors) {
        S3ClientBuilder builder = S3Client.builder();
        StoreClient.configure(builder, config);
        return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .executionInterceptors(List.of(interceptors)).build()).build();
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
    }

    /** Settings to vary. */
    public record Settings(String name, Optional<String> prefix, URI address, Optional<Path> certificateAuthority,
            Path accessKeyFile, Path secretKeyFile,
            boolean conditionalWrites, int partLimit) implements BucketConfig {

        @Override
        public Optional<URI> endpoint() {
            return Optional.of(address);
        }

        @Override
        public boolean plaintext() {
            return false;
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public boolean pathStyle() {
            return true;
        }

        public Settings withName(String other) {
            return new Settings(other, prefix, address, certificateAuthority, accessKeyFile, secretKeyFile,
                    conditionalWrites, partLimit);
        }

        public Settings withSecretKeyFile(Path other) {
            return new Settings(name, prefix, address, certificateAuthority, accessKeyFile, other, conditionalWrites,
                    partLimit);
        }

        public Settings withAddress(URI other) {
            return new Settings(name, prefix, other, certificateAuthority, accessKeyFile, secretKeyFile,
                    conditionalWrites, partLimit);
        }

        public Settings withConditionalWrites(boolean other) {
            return new Settings(name, prefix, address, certificateAuthority, accessKeyFile, secretKeyFile, other,
                    partLimit);
        }
    }
}
