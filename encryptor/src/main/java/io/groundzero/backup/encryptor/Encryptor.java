package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.openpgp.Recipients;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Puts the service together, and refuses to start if it could not do its work. */
@Singleton
class Encryptor {

    private static final Logger LOG = Logger.getLogger(Encryptor.class);

    @Produces
    @Singleton
    VolumePaths volume(@ConfigProperty(name = "gz.volume") Path root) {
        if (!root.isAbsolute() || !Files.isDirectory(root) || !Files.isWritable(root)) {
            throw new ConfigurationException(
                    "gz.volume must be the absolute path of a folder that this service may write to: " + root);
        }
        return new VolumePaths(root);
    }

    @Produces
    @Singleton
    Recipients recipients(EncryptorConfig config, Clock clock) {
        try {
            return Recipients.load(config.keys().orElse(List.of()), RecipientNames.of(config), clock);
        } catch (BackupException e) {
            throw new ConfigurationException("gz.encryptor.recipients or gz.encryptor.keys: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    ArtifactEncryption work(VolumePaths volume, Recipients recipients, ObjectMapper json) {
        return new ArtifactEncryption(volume, recipients, json);
    }

    /** Before the channels open: nothing is taken from the queue by a service that cannot encrypt. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event, VolumePaths volume,
            Recipients recipients) throws IOException {
        LOG.infof("encrypting to %s", String.join(", ", recipients.fingerprints()));
        LeftOvers.delete(volume);
    }
}
