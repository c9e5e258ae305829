package io.groundzero.backup.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.CertificateFile;
import io.groundzero.backup.settings.Endpoint;
import io.groundzero.backup.settings.SecretFile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the bucket is and how to log in. */
@ConfigMapping(prefix = "gz.bucket")
public interface BucketConfig {

    /** The bucket's name; it must exist. */
    String name();

    /** Everything lies under this prefix; empty for none. No slash at either end. */
    Optional<String> prefix();

    /** Address of an S3-compatible store, for example {@code https://s3.example.org}; AWS if absent. */
    @Endpoint
    Optional<URI> endpoint();

    /** PEM file with the certificates to trust; the JVM's own if absent. Host names are always verified. */
    @CertificateFile
    Optional<Path> certificateAuthority();

    /** Whether an endpoint at {@code http://} that is not on loopback is meant. */
    @WithDefault("false")
    boolean plaintext();

    /** The bucket's region; stores other than AWS mostly do not care. */
    @WithDefault("us-east-1")
    String region();

    /** The access key's id. Read for every request. */
    @SecretFile
    Path accessKeyFile();

    /** The secret access key. Read for every request. */
    @SecretFile
    Path secretKeyFile();

    /** Bucket in the path instead of in the host name, as most S3-compatible stores want it; AWS takes both. */
    @WithDefault("true")
    boolean pathStyle();

    /**
     * Whether the store honours {@code If-None-Match: *} and so refuses to overwrite. If false, what exists is looked
     * up before each write, which leaves a gap between look and write.
     */
    @WithDefault("true")
    boolean conditionalWrites();

    /** How many parts the store takes for one object: 10,000 on AWS S3, 1,000 on some others. */
    @Between(least = 2, most = 10_000)
    @WithDefault("10000")
    int partLimit();
}
