package io.groundzero.backup.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.groundzero.backup.testbed.S3Server;
import io.groundzero.backup.testbed.TestAuthority;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in a folder. */
final class LocalStore implements AutoCloseable {

    private static final String ACCESS_KEY = "test-key";
    private static final String SECRET_KEY = "test-secret";

    private final Path folder;
    private final S3Server server;

    LocalStore(Path folder) throws Exception {
        this(folder, data -> S3Server.start(data, 0, ACCESS_KEY, SECRET_KEY));
    }

    /** With https only. */
    LocalStore(Path folder, TestAuthority authority) throws Exception {
        this(folder, data -> S3Server.startTls(data, 0, ACCESS_KEY, SECRET_KEY, authority));
    }

    private LocalStore(Path folder, Start start) throws Exception {
        // without this the server formats debug messages for every buffer, and is 20 times slower
        Logger.getLogger("").setLevel(Level.INFO);
        this.folder = folder;
        this.server = start.in(folder.resolve("data"));
    }

    private interface Start {
        S3Server in(Path data) throws Exception;
    }

    Settings settings() throws IOException {
        return new Settings("backups", Optional.empty(), Optional.of(server.endpoint()), Optional.empty(), false,
                file("access", ACCESS_KEY), file("secret", SECRET_KEY), true, 10_000);
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content + "\n");
    }

    static S3Client client(BucketConfig config) {
        return StoreClient.configure(S3Client.builder(), config).build();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }

    record Settings(String name, Optional<String> prefix, Optional<URI> endpoint, Optional<Path> certificateAuthority,
            boolean plaintext, Path accessKeyFile, Path secretKeyFile, boolean conditionalWrites,
            int partLimit) implements BucketConfig {

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public boolean pathStyle() {
            return true;
        }

        Settings withName(String other) {
            return new Settings(other, prefix, endpoint, certificateAuthority, plaintext, accessKeyFile, secretKeyFile,
                    conditionalWrites, partLimit);
        }

        Settings withSecretKeyFile(Path other) {
            return new Settings(name, prefix, endpoint, certificateAuthority, plaintext, accessKeyFile, other,
                    conditionalWrites, partLimit);
        }

        Settings withEndpoint(String other) {
            return new Settings(name, prefix, Optional.of(URI.create(other)), certificateAuthority, plaintext,
                    accessKeyFile, secretKeyFile,
                    conditionalWrites, partLimit);
        }

        Settings withPrefix(String other) {
            return new Settings(name, Optional.of(other), endpoint, certificateAuthority, plaintext, accessKeyFile,
                    secretKeyFile, conditionalWrites,
                    partLimit);
        }

        Settings withPartLimit(int other) {
            return new Settings(name, prefix, endpoint, certificateAuthority, plaintext, accessKeyFile, secretKeyFile,
                    conditionalWrites, other);
        }

        Settings withConditionalWrites(boolean other) {
            return new Settings(name, prefix, endpoint, certificateAuthority, plaintext, accessKeyFile, secretKeyFile,
                    other, partLimit);
        }

        Settings withCertificateAuthority(Path other) {
            return new Settings(name, prefix, endpoint, Optional.of(other), plaintext, accessKeyFile, secretKeyFile,
                    conditionalWrites, partLimit);
        }

        Settings withPlaintext() {
            return new Settings(name, prefix, endpoint, certificateAuthority, true, accessKeyFile, secretKeyFile,
                    conditionalWrites, partLimit);
        }
    }
}
