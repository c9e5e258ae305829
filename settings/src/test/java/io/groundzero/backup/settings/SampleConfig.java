package io.groundzero.backup.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** A setting of each kind. Not public, as mappings that only their own package needs. */
@ConfigMapping(prefix = "sample")
interface SampleConfig {

    String needed();

    @Between(least = 1, most = 64)
    @WithDefault("2")
    int jobs();

    @Between(least = 0.5, most = 100)
    @WithDefault("1.0")
    double factor();

    @Several(most = 3)
    @Lasting(least = "PT1S", most = "PT1H")
    @WithDefault("10s,1m")
    List<Duration> delays();

    @Sized(least = "5M", most = "5G")
    @WithDefault("16M")
    MemorySize size();

    @WithDefault("false")
    boolean enabled();

    @WithDefault("a")
    Letter letter();

    @OneOf({"x", "y/z"})
    @WithDefault("x")
    String word();

    @Matching(value = "[a-z]+", words = "a name of small letters")
    Optional<List<String>> names();

    @OwnAddress
    @WithDefault("127.0.0.1")
    String host();

    @Schedule
    @WithDefault("0 0 3 * * ?")
    String schedule();

    @TimeZone
    @WithDefault("UTC")
    String timeZone();

    @Endpoint
    Optional<URI> endpoint();

    @SecretFile
    Optional<Path> passwordFile();

    @SecretFile(once = true)
    Optional<Path> firstKeyFile();

    @KeyFile(secret = true)
    Optional<List<Path>> keys();

    @CertificateFile
    Optional<Path> authority();

    @ReadableFile
    Optional<Path> requests();

    @Folder
    Optional<Path> folder();

    @Folder(exists = false)
    Optional<Path> scratch();

    @ReadableFile(secret = true)
    Map<String, Path> secrets();

    Nested nested();

    Map<String, Block> blocks();

    /** A group. */
    interface Nested {

        @Between(least = 1, most = 65_535)
        @WithDefault("5432")
        int port();
    }

    /** One of several. */
    interface Block {

        String host();

        @Between(least = 1, most = 65_535)
        @WithDefault("5432")
        int port();
    }

    /** An enum. */
    enum Letter {
        A, LONG_ONE
    }

    /** A setting whose name is the prefix. */
    @ConfigMapping(prefix = "lone")
    interface Lone {

        @Folder
        @WithParentName
        Path value();
    }
}
