package io.groundzero.backup.gateway.security;

import java.nio.file.Path;
import java.util.Optional;

import io.groundzero.backup.settings.SecretFile;
import io.smallrye.config.ConfigMapping;

/** Who may call the API at the very beginning. */
@ConfigMapping(prefix = "gz.api")
public interface ApiConfig {

    /**
     * A file with an API key in its first line. It becomes the key first-operator (operator, person) when the gateway
     * starts and its database knows no key yet; as soon as there was any key, the file is not even read.
     */
    @SecretFile(once = true)
    Optional<Path> firstKeyFile();
}
