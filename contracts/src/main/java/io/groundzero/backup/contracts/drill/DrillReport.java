package io.groundzero.backup.contracts.drill;

import java.time.Instant;
import java.util.List;

import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.proof.Verdict;

/**
 * What a game day found, as stored under {@code proofs/} and signed.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout
 * @param id the drill
 * @param cluster the cluster that would have been lost
 * @param outcome how it ended
 * @param requestedAt when it was asked for: the moment of the disaster that is rehearsed
 * @param requestedBy {@code schedule}, {@code api} or {@code mcp}
 * @param startedAt when the verifier began
 * @param finishedAt when it ended
 * @param backupId the backup that was restored
 * @param copy which copy was taken, for example {@code s3://bucket/prefix}
 * @param manifest the manifest in the bucket that names the backup's content
 * @param proof the proof in the bucket with the evidence of each step
 * @param snapshotAt to when the restore takes one back; null if the manifest could not be believed
 * @param bytes size of the encrypted backup; null if the manifest could not be believed
 * @param verdict of the verification
 * @param code why, if not PROVEN; null otherwise
 * @param summary one sentence
 * @param level how much of the content was compared, for example {@code full}; null as {@code snapshotAt}
 * @param comparison what comparing copy and source found, one sentence; null if it did not come to that
 * @param rto from the start of the fetch until the last check passed
 * @param rpo from the snapshot until the drill was asked for
 * @param phases in the order they ran; one that did not run is not listed
 * @param findings what was wrong on the source already and so says nothing about the backup, a sentence each
 * @param forecast when the RTO's target will be exceeded
 * @param history earlier proven restores, oldest first
 */
public record DrillReport(int schemaVersion, String id, String cluster, DrillOutcome outcome, Instant requestedAt,
        String requestedBy, Instant startedAt, Instant finishedAt, String backupId, String copy, StoredObject manifest,
        StoredObject proof, Instant snapshotAt, Long bytes, Verdict verdict, String code, String summary, String level,
        String comparison, Measure rto, Measure rpo, List<Phase> phases, List<String> findings, Forecast forecast,
        List<DrillOrder.Restore> history) {

    public static final int SCHEMA_VERSION = 1;

    public DrillReport {
        phases = List.copyOf(phases);
        findings = List.copyOf(findings);
        history = List.copyOf(history);
    }

    /**
     * An object in the bucket.
     *
     * @param key its key
     * @param digest what it must be
     */
    public record StoredObject(String key, Digest digest) {
    }

    /**
     * A promise, and what came of it.
     *
     * @param seconds measured, to the millisecond; null if the backup did not come back
     * @param targetSeconds promised
     * @param met false also if nothing was measured
     */
    public record Measure(Double seconds, long targetSeconds, boolean met) {

        /** @param millis measured, or null */
        public static Measure of(Long millis, long targetSeconds) {
            return new Measure(millis == null ? null : millis / 1000.0, targetSeconds,
                    millis != null && millis <= targetSeconds * 1000);
        }
    }

    /**
     * One step of the restore.
     *
     * @param name for example {@code fetch}
     * @param millis how long it took
     * @param passed false if it failed
     * @param summary one sentence
     */
    public record Phase(String name, long millis, boolean passed, String summary) {
    }
}
