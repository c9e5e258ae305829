package io.groundzero.backup.gateway.security;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** The API's keys. */
@ConfigMapping(prefix = "gz.api")
public interface ApiKeyConfig {

    /** A file with the operators' key in its first line, 24 characters or more. */
    Path operatorKeyFile();

    /** A file with the viewers' key in its first line, 24 characters or more. */
    Path viewerKeyFile();
}
