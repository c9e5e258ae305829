package io.groundzero.backup.contracts.message;

import java.time.Instant;

import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.Proof;

/**
 * One change of state, or progress, of one stage of one backup. Routing key {@code status.<stage>}. May arrive late,
 * twice or out of order; whoever folds events takes the newest by {@code at}.
 *
 * @param id unique
 * @param backupId the backup
 * @param cluster the cluster
 * @param stage where it happened
 * @param artifact object name, or null if the event is about the whole stage
 * @param state what happened
 * @param attempt 1 for the first
 * @param at when it happened
 * @param bytesDone progress, or the size when done; null if unknown
 * @param bytesTotal null if unknown
 * @param code of the {@link io.groundzero.backup.contracts.error.ErrorCode}, when RETRYING or FAILED
 * @param cause in words, when RETRYING or FAILED
 * @param retryAt when the next attempt is due, when RETRYING
 * @param facts what a finished stage found out, or null
 * @param drill id of the game day that this verification is part of, or null
 */
public record StatusEvent(String id, String backupId, String cluster, Stage stage, String artifact, StageState state,
        int attempt, Instant at, Long bytesDone, Long bytesTotal, String code, String cause, Instant retryAt,
        Facts facts, String drill) implements Subject {

    public static final String ROUTING_KEY_PREFIX = "status.";

    /** An event that is no part of a game day. */
    public StatusEvent(String id, String backupId, String cluster, Stage stage, String artifact, StageState state,
            int attempt, Instant at, Long bytesDone, Long bytesTotal, String code, String cause, Instant retryAt,
            Facts facts) {
        this(id, backupId, cluster, stage, artifact, state, attempt, at, bytesDone, bytesTotal, code, cause, retryAt,
                facts, null);
    }

    @Override
    public String artifactName() {
        return artifact;
    }

    @Override
    public String drillId() {
        return drill;
    }

    /**
     * What a finished stage found out. Exactly one is set; but the drill, and the proof as it was signed, only together with
     * the proof.
     *
     * @param dumped with DUMP: what the dump holds
     * @param shipped with SHIP, once for a backup: the manifest as it lies in the bucket
     * @param proof with VERIFY: the verdict and its evidence
     * @param joined with JOINED: the id of the backup that answers the request
     * @param drill with VERIFY, beside the proof: the report of the game day that the verification was part of
     * @param signedProof with VERIFY: the proof once more, as it was signed. Without it nobody can say whose word it is
     */
    public record Facts(DumpRecord dumped, Shipped shipped, Proof proof, String joined, SignedReport drill,
            SignedReport signedProof) {

        /** Of a version that did not send the signature. */
        public Facts(DumpRecord dumped, Shipped shipped, Proof proof, String joined, SignedReport drill) {
            this(dumped, shipped, proof, joined, drill, null);
        }

        public static Facts dumped(DumpRecord dumped) {
            return new Facts(dumped, null, null, null, null);
        }

        public static Facts shipped(BackupShipped message, Manifest manifest) {
            return new Facts(null, new Shipped(message, manifest), null, null, null);
        }

        public static Facts proof(Proof proof) {
            return new Facts(null, null, proof, null, null);
        }

        public static Facts proof(Proof proof, SignedReport signed) {
            return new Facts(null, null, proof, null, null, signed);
        }

        public static Facts joined(String backupId) {
            return new Facts(null, null, null, backupId, null);
        }

        public static Facts drill(Proof proof, SignedReport drill) {
            return new Facts(null, null, proof, null, drill);
        }

        public static Facts drill(Proof proof, SignedReport signed, SignedReport drill) {
            return new Facts(null, null, proof, null, drill, signed);
        }
    }

    /** The shipped manifest, and the message that has it verified. */
    public record Shipped(BackupShipped message, Manifest manifest) {
    }

    /**
     * The report of a game day, or a proof, as the verifier signed it.
     *
     * @param report a {@link io.groundzero.backup.contracts.drill.DrillReport} or
     *        {@link io.groundzero.backup.contracts.proof.Proof} as JSON, byte for byte (UTF-8) as signed
     * @param signature detached OpenPGP signature, ASCII-armored
     */
    public record SignedReport(String report, String signature) {
    }
}
