package io.groundzero.backup.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in a folder. */
final class LocalStore implements AutoCloseable {

    private final Path folder;
    private final S3Proxy server;

    LocalStore(Path folder) throws Exception {
        // without this the server formats debug messages for every buffer, and is 20 times slower
        Logger.getLogger("").setLevel(Level.INFO);
        this.folder = folder;
        this.server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(Files.createDirectories(folder.resolve("data")).toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "test-key", "test-secret").ignoreUnknownHeaders(true)
                .build();
        server.start();
    }

    Settings settings() throws IOException {
        return new Settings("backups", Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:" + server.getPort())), file("access", "test-key"),
                file("secret", "test-secret"), true, 10_000);
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content + "\n");
    }

    static S3Client client(BucketConfig config) {
        return StoreClient.configure(S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()), config)
                .build();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    record Settings(String name, Optional<String> prefix, Optional<URI> endpoint, Path accessKeyFile,
            Path secretKeyFile, boolean conditionalWrites, int partLimit) implements BucketConfig {

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public boolean pathStyle() {
            return true;
        }

        Settings withName(String other) {
            return new Settings(other, prefix, endpoint, accessKeyFile, secretKeyFile, conditionalWrites, partLimit);
        }

        Settings withSecretKeyFile(Path other) {
            return new Settings(name, prefix, endpoint, accessKeyFile, other, conditionalWrites, partLimit);
        }

        Settings withEndpoint(String other) {
            return new Settings(name, prefix, Optional.of(URI.create(other)), accessKeyFile, secretKeyFile,
                    conditionalWrites, partLimit);
        }

        Settings withPrefix(String other) {
            return new Settings(name, Optional.of(other), endpoint, accessKeyFile, secretKeyFile, conditionalWrites,
                    partLimit);
        }

        Settings withPartLimit(int other) {
            return new Settings(name, prefix, endpoint, accessKeyFile, secretKeyFile, conditionalWrites, other);
        }

        Settings withConditionalWrites(boolean other) {
            return new Settings(name, prefix, endpoint, accessKeyFile, secretKeyFile, other, partLimit);
        }
    }
}
