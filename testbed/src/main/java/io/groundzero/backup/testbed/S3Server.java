package io.groundzero.backup.testbed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 endpoint over a folder, on loopback, in this JVM or as a process of its own.
 */
public final class S3Server implements AutoCloseable {

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * @param folder absolute; a bucket is a folder in it
     * @param port 0 for any
     */
    public static S3Server start(Path folder, int port, String accessKey, String secretKey) throws Exception {
        return start(builder(folder, accessKey, secretKey).endpoint(URI.create("http://127.0.0.1:" + port)));
    }

    /** With https only, as {@link TestAuthority#HOST}. */
    public static S3Server startTls(Path folder, int port, String accessKey, String secretKey,
            TestAuthority authority) throws Exception {
        return start(builder(folder, accessKey, secretKey).secureEndpoint(URI.create("https://127.0.0.1:" + port))
                .keyStore(authority.keyStore().toString(), TestAuthority.STORE_PASSWORD));
    }

    private static S3Proxy.Builder builder(Path folder, String accessKey, String secretKey) throws IOException {
        Files.createDirectories(folder);
        return S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(folder.toAbsolutePath().toString()))
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey).ignoreUnknownHeaders(true);
    }

    private static S3Server start(S3Proxy.Builder builder) throws Exception {
        S3Proxy proxy = builder.build();
        proxy.start();
        return new S3Server(proxy);
    }

    public URI endpoint() {
        return proxy.getSecurePort() > 0
                ? URI.create("https://" + TestAuthority.HOST + ":" + proxy.getSecurePort())
                : URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }

    /**
     * Arguments: folder, port, file with the access key, file with the secret key; and, if wanted, the address to listen
     * on (127.0.0.1) and the name of a bucket to make. Runs until it is killed.
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        if (arguments.length > 5) {
            Files.createDirectories(folder.resolve(arguments[5]));
        }
        String host = arguments.length > 4 ? arguments[4] : "127.0.0.1";
        start(builder(folder, Files.readString(Path.of(arguments[2])).strip(),
                Files.readString(Path.of(arguments[3])).strip())
                .endpoint(URI.create("http://" + host + ":" + arguments[1])));
    }
}
