package io.groundzero.backup.acceptance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The stack's bucket, seen from outside with full rights. */
final class Bucket implements AutoCloseable {

    private final S3Client client;
    private final String name;

    /** @param run the stack's folder, which holds address and credentials */
    Bucket(Path run, int port, String name) throws IOException {
        this.name = name;
        String id = Files.readString(run.resolve("secrets/s3-access-key")).strip();
        String secret = Files.readString(run.resolve("secrets/s3-secret-key")).strip();
        client = S3Client.builder().endpointOverride(URI.create("http://127.0.0.1:" + port)).forcePathStyle(true)
                .region(Region.US_EAST_1).httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret))).build();
    }

    /** All keys under a prefix, without it. */
    TreeSet<String> names(String prefix) {
        TreeSet<String> names = new TreeSet<>();
        client.listObjectsV2Paginator(request -> request.bucket(name).prefix(prefix)).contents().stream()
                .map(S3Object::key).forEach(key -> names.add(key.substring(prefix.length())));
        return names;
    }

    List<String> unfinishedUploads() {
        return client.listMultipartUploads(request -> request.bucket(name)).uploads().stream()
                .map(upload -> upload.key()).toList();
    }

    byte[] get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(name).key(key)).asByteArray();
    }

    void download(String key, Path file) {
        client.getObject(request -> request.bucket(name).key(key), file);
    }

    /** Overwrites an object, as no part of the product may. */
    void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(name).key(key));
    }

    @Override
    public void close() {
        client.close();
    }
}
