package io.groundzero.backup.contracts.proof;

import java.time.Instant;
import java.util.List;

import io.groundzero.backup.contracts.manifest.Digest;

/**
 * What verifying one copy of a backup found, as stored under {@code proofs/} and signed.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout
 * @param backupId the backup
 * @param cluster the cluster
 * @param copy which copy was tested, for example {@code s3://bucket/prefix}
 * @param manifest the manifest that was tested, by hash
 * @param verdict the outcome
 * @param code why, if not PROVEN; null otherwise
 * @param summary one sentence
 * @param level how much of the content was compared, for example {@code counts}
 * @param requestedAt when the verification was asked for
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param snapshotAt to when a restore of this backup takes one back
 * @param rtoMillis from the start of the fetch until the last check passed; null if not PROVEN
 * @param expiresAt from when on this proof no longer counts
 * @param steps in the order they ran
 * @param tables what was compared, table by table, differing ones first; at most {@value #TABLES}
 * @param findings what decides nothing and should be known: what was wrong on the source already, and what was never
 *        meant to be in the backup; a sentence each
 * @param notInBackup what the source has and the backup does not; null if nobody looked: in proofs of earlier versions, of
 *        backups of earlier versions, and if the verification did not come so far
 * @param databases what each database came to, bad ones first; at most {@value #DATABASES}; null in proofs of earlier
 *        versions, and if the verification did not come so far
 */
public record Proof(int schemaVersion, String backupId, String cluster, String copy, Digest manifest, Verdict verdict,
        String code, String summary, String level, Instant requestedAt, Instant startedAt, Instant finishedAt,
        Instant snapshotAt, Long rtoMillis, Instant expiresAt, List<ProofStep> steps, List<TableEvidence> tables,
        List<String> findings, NotInBackup notInBackup, List<DatabaseEvidence> databases) {

    public static final int SCHEMA_VERSION = 1;

    /** How many tables a proof names. All are compared; the summary counts them. */
    public static final int TABLES = 1000;

    /** How many databases a proof names. All are tested. */
    public static final int DATABASES = 1000;

    public Proof {
        steps = List.copyOf(steps);
        tables = tables == null ? List.of() : List.copyOf(tables);
        findings = findings == null ? List.of() : List.copyOf(findings);
        databases = databases == null ? null : List.copyOf(databases);
    }

    /** Of which nobody looked what is not in the backup, nor at single databases. */
    public Proof(int schemaVersion, String backupId, String cluster, String copy, Digest manifest, Verdict verdict,
            String code, String summary, String level, Instant requestedAt, Instant startedAt, Instant finishedAt,
            Instant snapshotAt, Long rtoMillis, Instant expiresAt, List<ProofStep> steps, List<TableEvidence> tables,
            List<String> findings) {
        this(schemaVersion, backupId, cluster, copy, manifest, verdict, code, summary, level, requestedAt, startedAt,
                finishedAt, snapshotAt, rtoMillis, expiresAt, steps, tables, findings, null, null);
    }

    public boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
