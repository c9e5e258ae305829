package io.groundzero.backup.verifier.doctor;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.ClockComparison;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.BucketRights;
import io.groundzero.backup.store.BucketSettingsCheck;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.store.StoreClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether backups can be read from the bucket and proofs be put there, and whether the key can do more than that. */
public final class BucketCheck implements Check.Look {

    private static final String OUTSIDE = "doctor/";
    private static final String PROOFS = "proofs/";

    private final GivenSettings settings;
    private final SandboxSource sandboxes;

    /** @param sandboxes where PostgreSQL's programs are looked for */
    public BucketCheck(GivenSettings settings, SandboxSource sandboxes) {
        this.settings = settings;
        this.sandboxes = sandboxes;
    }

    @Override
    public void at(Findings findings) throws IOException {
        BucketConfig config = settings.group(BucketConfig.class);
        String subject = "bucket " + config.name();
        try {
            BucketSettingsCheck.check(config);
            look(config, subject, findings);
        } catch (BackupException | RuntimeException e) {
            findings.failed(subject, e);
        }
    }

    private void look(BucketConfig config, String subject, Findings findings) throws BackupException, IOException {
        try (S3Client client = StoreClient.open(config)) {
            Bucket bucket = new Bucket(client, config);
            String root = bucket.prefix().isEmpty() ? "" : bucket.prefix() + "/";
            BucketRights proofs = new BucketRights(client, bucket, root + PROOFS);
            Optional<Instant> time = proofs.list(root);
            if (!proofs.mayRead()) {
                findings.fail(subject, "this key may list, but not read " + bucket.address(root),
                        "Give it the right to get objects (s3:GetObject).");
                return;
            }
            findings.ok(subject, bucket.address(root) + ": list and get");
            time.ifPresent(
                    theirs -> ClockComparison.add(findings, Clock.systemUTC().instant(), theirs, subject));
            put(proofs, findings);
            warn(findings, subject, proofs, new BucketRights(client, bucket, root + OUTSIDE));
            new NewestBackup(settings, sandboxes, findings).look(client, bucket,
                    new SmallObjects(client, config, bucket));
        }
    }

    private static void put(BucketRights proofs, Findings findings) {
        String subject = "proofs";
        if (!proofs.mayAbort()) {
            findings.warn(subject, "whether they may be put into the bucket cannot be seen without leaving something",
                    "Let the key abort uploads below " + PROOFS
                            + " (s3:AbortMultipartUpload), or see whether the first "
                            + "verification stores its proof.");
            return;
        }
        findings.ask(subject, () -> {
            proofs.put();
            return "may be put into the bucket";
        });
    }

    private static void warn(Findings findings, String subject, BucketRights proofs, BucketRights outside) {
        if (proofs.mayDelete()) {
            findings.warn(subject, "this key can also delete",
                    "Forbid it: whoever takes over the verifier could delete all backups.");
        }
        if (outside.mayAbort() && mayPut(outside)) {
            findings.warn(subject, "this key can also write outside of " + PROOFS,
                    "Let it put objects below " + PROOFS + " only.");
        }
    }

    private static boolean mayPut(BucketRights rights) {
        try {
            rights.put();
            return true;
        } catch (BackupException e) {
            return false;
        }
    }
}
