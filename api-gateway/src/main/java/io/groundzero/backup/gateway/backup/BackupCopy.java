package io.groundzero.backup.gateway.backup;

import java.time.Instant;
import java.util.List;

import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.proof.Verdict;

/**
 * One place where a shipped backup lies.
 *
 * @param place {@code local} or {@code off-site}
 * @param location folder on the backup volume, or in the bucket
 * @param verdict of the newest test of this copy; null if it was never tested
 * @param checkedAt when that test ended, or null
 */
public record BackupCopy(String place, String location, Verdict verdict, Instant checkedAt) {

    /**
     * The local copy is what the shipper left on the volume. Nothing has read it since, so only the off-site copy has
     * a verdict.
     *
     * @param proofs newest first
     */
    static List<BackupCopy> of(BackupShipped shipped, List<ProofRow> proofs) {
        String manifest = shipped.manifestObject();
        Verdict verdict = Word.lastSigned(proofs).orElse(null);
        return List.of(new BackupCopy("local", "pg/" + shipped.backupId() + "/", null, null),
                new BackupCopy("off-site", manifest.substring(0, manifest.lastIndexOf('/') + 1),
                        verdict, proofs.isEmpty() ? null : proofs.get(0).reachedAt));
    }
}
