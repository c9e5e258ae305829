package io.groundzero.backup.gateway.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.backup.ProofRow;
import io.groundzero.backup.gateway.failure.Failures;

/** The state of protection now, from the gateway's database. */
@ApplicationScoped
public class CurrentStatus {

    private final GatewayConfig config;
    private final TargetsConfig targets;
    private final Failures failures;
    private final Clock clock;

    CurrentStatus(GatewayConfig config, TargetsConfig targets, Failures failures, Clock clock) {
        this.config = config;
        this.targets = targets;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * One place where the data lies.
     *
     * @param place {@code production}, {@code local} or {@code off-site}
     * @param backupId the newest complete backup there; null for production and if there is none
     * @param checkedAt when this copy was last proven to come back; null if it never was
     */
    public record Copy(String place, String backupId, Instant checkedAt) {
    }

    /** A backup in short. */
    public record LatestBackup(String id, String cluster, Instant requestedAt, BackupState state, Verdict verdict) {
    }

    /** A proof in short. */
    public record LatestProof(String backupId, Verdict verdict, Instant finishedAt, Instant snapshotAt,
            Instant expiresAt, Double seconds) {
    }

    /**
     * The answer of GET /status.
     *
     * @param state am I protected?
     * @param rpo what would be lost now
     * @param rto how long a restore took
     * @param copies the places of the 3-2-1 rule
     * @param latestBackup the newest backup, in whatever state, or null
     * @param latestProof the newest proof, with whatever verdict, or null
     * @param problems why, and what to do now
     */
    public record Status(Protection.State state, Protection.Measure rpo, Protection.Measure rto, List<Copy> copies,
            LatestBackup latestBackup, LatestProof latestProof, List<Protection.Problem> problems) {
    }

    @Transactional
    public Status read() {
        Instant now = clock.instant();
        List<Protection.Cluster> clusters = config.clusters().stream().map(this::cluster).toList();
        Protection protection = Protection.of(clusters, failures.count(), targets.rpo(), targets.rto(), now);
        BackupRow backup = BackupRow.<BackupRow>find("state <> ?1 order by requestedAt desc, id desc",
                BackupState.JOINED).firstResult();
        ProofRow proof = ProofRow.<ProofRow>find("order by finishedAt desc").firstResult();
        return new Status(protection.state(), protection.rpo(), protection.rto(), copies(),
                backup == null
                        ? null
                        : new LatestBackup(backup.id, backup.cluster, backup.requestedAt, backup.state, backup.verdict),
                proof == null ? null : latest(proof), protection.problems());
    }

    /** The newest PROVEN proof of each cluster; what the metrics count from. */
    @Transactional
    public List<Protection.Cluster> clusters() {
        return config.clusters().stream().map(this::cluster).toList();
    }

    private Protection.Cluster cluster(String name) {
        ProofRow proven = ProofRow.<ProofRow>find(
                "cluster = ?1 and verdict = ?2 order by snapshotAt desc, finishedAt desc", name, Verdict.PROVEN)
                .firstResult();
        ProofRow newest = ProofRow.<ProofRow>find("cluster = ?1 order by finishedAt desc", name).firstResult();
        return new Protection.Cluster(name,
                proven == null
                        ? null
                        : new Protection.Proven(proven.key.backupId(), proven.snapshotAt,
                                Duration.ofMillis(proven.rtoMillis == null ? 0 : proven.rtoMillis), proven.expiresAt),
                newest != null && newest.verdict == Verdict.REFUTED ? newest.key.backupId() : null);
    }

    /**
     * The local copy is what the shipper left on the volume. It is the source of the upload, but nothing has read it
     * since, so only the off-site copy has a time at which it was checked.
     */
    private static List<Copy> copies() {
        BackupRow shipped = BackupRow.<BackupRow>find("shipped is not null order by requestedAt desc, id desc")
                .firstResult();
        ProofRow proven = ProofRow.<ProofRow>find("verdict = ?1 order by finishedAt desc", Verdict.PROVEN)
                .firstResult();
        String newest = shipped == null ? null : shipped.id;
        return List.of(new Copy("production", null, null), new Copy("local", newest, null),
                new Copy("off-site", newest, proven == null ? null : proven.finishedAt));
    }

    private static LatestProof latest(ProofRow proof) {
        return new LatestProof(proof.key.backupId(), proof.verdict, proof.finishedAt, proof.snapshotAt, proof.expiresAt,
                proof.rtoMillis == null ? null : proof.rtoMillis / 1000.0);
    }
}
