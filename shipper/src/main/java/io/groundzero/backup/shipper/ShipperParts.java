package io.groundzero.backup.shipper;

import java.time.Clock;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.shipper.manifest.Commit;
import io.groundzero.backup.shipper.manifest.ManifestSigner;
import io.groundzero.backup.shipper.upload.Uploads;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.SmallObjects;
import io.quarkus.runtime.StartupEvent;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the shipper together. */
@ApplicationScoped
class ShipperParts {

    private static final int BEFORE_CHANNELS = 1;

    /**
     * Refuses to start without a usable signing key, rather than to fail after hours of uploading. Before the
     * channels open.
     */
    void atStart(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event, ManifestSigner signer, ShipArtifact work) {
        try {
            signer.check();
        } catch (BackupException e) {
            throw new IllegalStateException("gz.shipper.signing-key: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    ManifestSigner signer(ShipperConfig config, Clock clock) {
        return new ManifestSigner(config.signingKey(), config.signingPassphraseFile(), clock);
    }

    @Produces
    @Singleton
    ShipArtifact work(ShipperConfig config, VolumePaths volume, S3Client client, BucketConfig store, Bucket bucket,
            SmallObjects objects, ManifestSigner signer, ObjectMapper json, Clock clock) {
        Uploads uploads = new Uploads(client, store, bucket, config.partSizeMin().asLongValue(),
                config.parallelParts());
        return new ShipArtifact(volume, bucket.prefix(), uploads, new Notes(volume, json),
                new Commit(volume, bucket, objects, signer, json), clock);
    }
}
