package io.groundzero.backup.gateway.backup;

import java.time.Instant;
import java.util.List;

import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;

/**
 * A backup as the API shows it.
 *
 * @param id its id
 * @param cluster the protected cluster
 * @param requestedAt when it was asked for
 * @param state where it stands
 * @param verdict of the newest proof, or null
 * @param joined the backup that answers this request, if another one does
 * @param stages dump, encrypt, ship, verify; null in lists
 * @param artifacts what the manifest names; null in lists and before the backup is shipped
 * @param copies where it lies; null in lists and before the backup is shipped
 * @param snapshotAt to when a restore takes one back; null before it is shipped
 * @param proofs newest first, with their evidence; null in lists
 * @param signatures whose word each of the proofs is, in the same order; null in lists
 */
public record BackupView(String id, String cluster, Instant requestedAt, BackupState state, Verdict verdict,
        String joined, List<StageSummary> stages, List<EncryptedArtifact> artifacts,
        List<BackupCopy> copies, Instant snapshotAt, List<Proof> proofs, List<ProofSignature> signatures) {

    /**
     * @param requestedAt names the proof
     * @param signedBy fingerprint of the verifier's key; null if no verifier signed it, and it counts for nothing
     */
    public record ProofSignature(Instant requestedAt, String signedBy) {
    }

    static BackupView brief(BackupRow row) {
        return new BackupView(row.id, row.cluster, row.requestedAt, row.state, row.verdict, row.joined, null, null,
                null, null, null, null);
    }
}
