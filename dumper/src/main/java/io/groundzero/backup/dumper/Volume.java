package io.groundzero.backup.dumper;

import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.groundzero.backup.contracts.name.VolumePaths;
import io.quarkus.runtime.Startup;

/** The backup volume, {@code gz.volume}. */
class Volume {

    @Produces
    @Singleton
    @Startup
    VolumePaths paths(@ConfigProperty(name = "gz.volume") Path root) {
        if (!root.isAbsolute() || !Files.isDirectory(root) || !Files.isWritable(root)) {
            throw new IllegalStateException("gz.volume must be the absolute path of a folder that this service may "
                    + "write to: " + root);
        }
        return new VolumePaths(root);
    }
}
