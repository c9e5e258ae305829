package io.groundzero.backup.shipper;

import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.groundzero.backup.contracts.name.VolumePaths;

/** The backup volume, {@code gz.volume}: the same for all services of a node. */
class VolumeConfig {

    @Produces
    @Singleton
    VolumePaths volume(@ConfigProperty(name = "gz.volume") Path root) {
        if (!root.isAbsolute() || !Files.isDirectory(root)) {
            throw new IllegalArgumentException("gz.volume must be the absolute path of the backup volume: " + root);
        }
        return new VolumePaths(root);
    }
}
