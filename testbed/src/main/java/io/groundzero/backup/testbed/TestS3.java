package io.groundzero.backup.testbed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An S3 endpoint in this JVM, over a temporary folder. */
public final class TestS3 implements AutoCloseable {

    private static final String ACCESS_KEY = "test-access-key";
    private static final String SECRET_KEY = "test-secret-key";

    private final Path folder;
    private S3Server server;
    private final int port;
    private final Optional<TestAuthority> authority;

    private TestS3(Path folder, int port, Optional<TestAuthority> authority) {
        this.folder = folder;
        this.port = port;
        this.authority = authority;
    }

    /** @param buckets to create */
    public static TestS3 start(String... buckets) {
        return start(Optional.empty(), buckets);
    }

    /** With https only. */
    public static TestS3 startTls(TestAuthority authority, String... buckets) {
        return start(Optional.of(authority), buckets);
    }

    private static TestS3 start(Optional<TestAuthority> authority, String... buckets) {
        try {
            TestS3 s3 = new TestS3(Script.serverFolder("s3"), Ports.free(1), authority);
            for (String bucket : buckets) {
                Files.createDirectories(s3.bucketFolder(bucket));
            }
            Files.writeString(s3.accessKeyFile(), ACCESS_KEY);
            Files.writeString(s3.secretKeyFile(), SECRET_KEY);
            Script.atExit(s3);
            s3.resume();
            return s3;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI endpoint() {
        return URI.create(
                authority.isPresent() ? "https://" + TestAuthority.HOST + ":" + port : "http://127.0.0.1:" + port);
    }

    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    public Path accessKeyFile() {
        return folder.resolve("access-key");
    }

    public Path secretKeyFile() {
        return folder.resolve("secret-key");
    }

    /** Where a bucket's objects lie as files: damage done here is damage that the store does not notice. */
    public Path bucketFolder(String bucket) {
        return folder.resolve("store").resolve(bucket);
    }

    public synchronized void resume() {
        try {
            Path store = folder.resolve("store");
            server = authority.isPresent()
                    ? S3Server.startTls(store, port, ACCESS_KEY, SECRET_KEY, authority.get())
                    : S3Server.start(store, port, ACCESS_KEY, SECRET_KEY);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops answering; objects stay. */
    public synchronized void stop() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        stop();
        if (Files.exists(folder)) {
            Script.delete(folder);
        }
    }
}
