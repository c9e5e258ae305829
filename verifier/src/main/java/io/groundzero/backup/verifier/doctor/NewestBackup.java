package io.groundzero.backup.verifier.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.doctor.Amount;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.openpgp.DecryptionKeys;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.SpaceNeeded;
import io.groundzero.backup.verifier.VerifierConfig;
import io.groundzero.backup.verifier.copy.OffSiteCopies;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether this verifier could test the newest backup that lies in the bucket. */
final class NewestBackup {

    /** Listing all there ever was takes longer, and is seldom needed. */
    private static final Duration RECENT = Duration.ofDays(8);
    private static final String PROGRAMS = "programs";

    private final GivenSettings settings;
    private final SandboxSource sandboxes;
    private final Findings findings;

    NewestBackup(GivenSettings settings, SandboxSource sandboxes, Findings findings) {
        this.settings = settings;
        this.sandboxes = sandboxes;
        this.findings = findings;
    }

    void look(S3Client client, Bucket bucket, SmallObjects objects) throws BackupException, IOException {
        VerifierConfig config = settings.group(VerifierConfig.class);
        Optional<BackupId> newest = newest(new OffSiteCopies(client, bucket));
        if (newest.isEmpty()) {
            findings.ok("newest backup", "none is in the bucket");
            findings.ask(PROGRAMS, () -> words(sandboxes.of(settings).newestPrograms(folders(config),
                    ClientPrograms.RESTORE)));
            return;
        }
        String subject = "newest backup " + newest.get();
        String folder = ObjectNames.folder(bucket.prefix(), newest.get());
        byte[] body = objects.get(folder + ObjectNames.MANIFEST)
                .orElseThrow(() -> missing(bucket, folder + ObjectNames.MANIFEST));
        byte[] signature = objects.get(folder + ObjectNames.MANIFEST_SIGNATURE)
                .orElseThrow(() -> missing(bucket, folder + ObjectNames.MANIFEST_SIGNATURE));
        findings.ask(subject, () -> "its manifest is signed by "
                + VerificationKeys.load(config.manifestSigners()).verify(body, signature));
        Manifest manifest = WireFormat.mapper().readValue(body, Manifest.class);
        key(subject, manifest, config);
        findings.ask(PROGRAMS,
                () -> words(sandboxes.of(settings).programs(manifest.source().postgresMajor(), folders(config),
                        ClientPrograms.RESTORE)));
        findings.ask("space", () -> space(manifest, config));
    }

    private static Optional<BackupId> newest(OffSiteCopies copies) throws BackupException {
        Optional<BackupId> recent = newest(copies.since(Clock.systemUTC().instant().minus(RECENT)));
        return recent.isPresent() ? recent : newest(copies.since(Instant.EPOCH));
    }

    private static Optional<BackupId> newest(List<Seen> copies) {
        return copies.stream().filter(Seen::manifest).map(seen -> BackupId.parse(seen.backupId()))
                .max(Comparator.comparing(BackupId::time));
    }

    private void key(String subject, Manifest manifest, VerifierConfig config) {
        DecryptionKeys keys;
        try {
            keys = KeyChecks.decryptionKeys(config);
        } catch (BackupException e) {
            // told by their own check
            return;
        }
        TreeSet<String> recipients = new TreeSet<>();
        manifest.artifacts().forEach(artifact -> recipients.addAll(artifact.recipients()));
        if (manifest.artifacts().stream().allMatch(artifact -> artifact.recipients().stream().anyMatch(keys::has))) {
            findings.ok(subject, "a decryption key opens it");
        } else {
            findings.warn(subject, "none of the decryption keys opens it: it is encrypted to "
                    + String.join(", ", recipients),
                    "Give the verifier the private key of one of them, or let the encryptor encrypt to the verifier's.");
        }
    }

    private static String space(Manifest manifest, VerifierConfig config) throws BackupException, IOException {
        long needed = SpaceNeeded.by(manifest, config.spaceFactor());
        // the scratch folder itself is made when the service starts
        Path folder = config.scratch().toAbsolutePath();
        while (!Files.exists(folder)) {
            folder = folder.getParent();
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new BackupException(ErrorCode.DISK_FULL, config.scratch() + " has " + Amount.of(free)
                    + " free, and restoring the newest backup takes up to " + Amount.of(needed));
        }
        return "enough to restore the newest backup, which takes up to " + Amount.of(needed);
    }

    private static List<Path> folders(VerifierConfig config) {
        return config.clientPrograms().orElse(List.of());
    }

    private static String words(ClientPrograms programs) {
        return "PostgreSQL " + programs.version() + " in " + programs.folder();
    }

    private static BackupException missing(Bucket bucket, String key) {
        return new BackupException(ErrorCode.OBJECT_MISSING, bucket.address(key) + " does not exist");
    }
}
