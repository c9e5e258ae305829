package io.groundzero.backup.shipper.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.ClockComparison;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.shipper.copy.LocalCopies;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.BucketRights;
import io.groundzero.backup.store.BucketSettingsCheck;
import io.groundzero.backup.store.StoreClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether backups can be brought into the bucket, and whether the key can do more than that. */
final class BucketCheck {

    /** Where nobody's backups lie, for a bucket that is empty so far. */
    private static final String NO_CLUSTER = "doctor";

    private final GivenSettings settings;

    BucketCheck(GivenSettings settings) {
        this.settings = settings;
    }

    Check check() {
        return new Check("bucket", this::look);
    }

    private void look(Findings findings) throws IOException {
        BucketConfig config = settings.group(BucketConfig.class);
        String subject = "bucket " + config.name();
        try {
            BucketSettingsCheck.check(config);
        } catch (RuntimeException e) {
            findings.failed(subject, e);
            return;
        }
        try (S3Client client = StoreClient.open(config)) {
            Bucket bucket = new Bucket(client, config);
            Optional<BackupId> newest = newest();
            String cluster = newest.map(BackupId::cluster).orElse(NO_CLUSTER);
            BucketRights rights = new BucketRights(client, bucket,
                    ObjectNames.clusterFolder(bucket.prefix(), cluster));
            Instant[] time = new Instant[1];
            boolean good = findings.ask(subject, () -> {
                rights.listUploads();
                rights.look();
                time[0] = rights.put().orElse(null);
                return bucket.address(ObjectNames.clusterFolder(bucket.prefix(), cluster))
                        + ": put, head, list and abort";
            });
            if (time[0] != null) {
                ClockComparison.add(findings, Clock.systemUTC().instant(), time[0], subject);
            }
            if (good) {
                warn(findings, subject, rights);
                overwriting(findings, subject, config);
            }
        }
    }

    private static void warn(Findings findings, String subject, BucketRights rights) {
        if (rights.mayRead()) {
            findings.warn(subject, "this key can also read", "Forbid it, if the store tells reading from looking "
                    + "(to AWS both are s3:GetObject); what it could read is encrypted.");
        }
        if (rights.mayDelete()) {
            findings.warn(subject, "this key can also delete",
                    "Forbid it: whoever takes over the shipper could delete all backups.");
        }
    }

    private static void overwriting(Findings findings, String subject, BucketConfig config) {
        if (!config.conditionalWrites()) {
            findings.warn(subject, "GZ_BUCKET_CONDITIONAL_WRITES is false: what is there could be overwritten",
                    "Turn it on, if the store honours If-None-Match; else turn on versioning or Object Lock there.");
        }
    }

    /** Of those whose manifest lies on the volume. */
    private Optional<BackupId> newest() throws IOException {
        Path root = settings.optional("gz.volume", Path.class).filter(Path::isAbsolute).orElse(null);
        if (root == null || !root.toFile().isDirectory()) {
            return Optional.empty();
        }
        return new LocalCopies(new VolumePaths(root)).since(Instant.EPOCH).stream().filter(Seen::manifest)
                .map(seen -> BackupId.parse(seen.backupId())).max(Comparator.comparing(BackupId::time));
    }
}
