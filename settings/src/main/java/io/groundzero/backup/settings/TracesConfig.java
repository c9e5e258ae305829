package io.groundzero.backup.settings;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where traces go. */
@ConfigMapping(prefix = "gz.traces")
public interface TracesConfig {

    /** Address of an OpenTelemetry collector; there are no traces if absent. */
    @Endpoint
    Optional<String> endpoint();

    /** How the collector is spoken to. */
    @OneOf({"grpc", "http/protobuf"})
    @WithDefault("grpc")
    String protocol();
}
