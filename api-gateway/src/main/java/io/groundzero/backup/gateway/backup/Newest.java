package io.groundzero.backup.gateway.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.groundzero.backup.contracts.proof.Verdict;
import io.quarkus.panache.common.Page;

/**
 * Which backup, and which proof, is the newest: the one place that says so. What claims to be of the future is never the
 * newest, for it would hide all that comes after it; {@link FutureTimes} tells of it.
 */
public final class Newest {

    /** How long a backup that was good once and is bad now is told, whatever else was proven since. */
    private static final Duration TOLD = Duration.ofDays(7);

    private static final int MOST = 20;

    /** See {@link Word}: the same rule, as the database reads it. */
    private static final String OVERRULED = "exists (select 1 from ProofRow p where p.key.backupId = r.key.backupId"
            + " and p.verdict = ?3 and p.signedBy is not null and p.reachedAt > r.reachedAt and p.receivedAt > r.receivedAt)";

    private Newest() {
    }

    /** The newest backup of a cluster, in whatever state. */
    public static Optional<BackupRow> backup(String cluster, Instant now) {
        return BackupRow.<BackupRow>find("cluster = ?1 and state <> ?2 and requestedAt <= ?3"
                + " order by requestedAt desc, id desc", cluster, BackupState.JOINED, Clocks.latest(now))
                .firstResultOptional();
    }

    /** The newest backup of all clusters, in whatever state. */
    public static Optional<BackupRow> backup(Instant now) {
        return BackupRow.<BackupRow>find("state <> ?1 and requestedAt <= ?2 order by requestedAt desc, id desc",
                BackupState.JOINED, Clocks.latest(now)).firstResultOptional();
    }

    /** When a cluster's newest backup was asked for, also if it was answered with another. */
    public static Optional<Instant> request(String cluster, Instant now) {
        return BackupRow.<BackupRow>find("cluster = ?1 and requestedAt <= ?2 order by requestedAt desc, id desc",
                cluster, Clocks.latest(now)).firstResultOptional().map(row -> row.requestedAt);
    }

    /** The newest backup of a cluster whose dump is done. */
    public static Optional<BackupRow> dumped(String cluster, Instant now) {
        return BackupRow.<BackupRow>find("dumpRecord is not null and cluster = ?1 and requestedAt <= ?2"
                + " order by requestedAt desc, id desc", cluster, Clocks.latest(now)).firstResultOptional();
    }

    /** The newest backup of all clusters that is in the bucket. */
    public static Optional<BackupRow> shipped(Instant now) {
        return BackupRow.<BackupRow>find("shipped is not null and requestedAt <= ?1"
                + " order by requestedAt desc, id desc", Clocks.latest(now)).firstResultOptional();
    }

    /** The newest backup of a cluster that is in the bucket. */
    public static Optional<BackupRow> shipped(String cluster, Instant now) {
        return BackupRow.<BackupRow>find("shipped is not null and cluster = ?1 and requestedAt <= ?2"
                + " order by requestedAt desc, id desc", cluster, Clocks.latest(now)).firstResultOptional();
    }

    /** The proof of a cluster that takes one back the least: of a backup that no REFUTED speaks against. */
    public static Optional<ProofRow> proven(String cluster, Instant now) {
        return ProofRow.<ProofRow>find("from ProofRow p where p.cluster = ?1 and p.verdict = ?2"
                + " and p.signedBy is not null and p.snapshotAt is not null and p.rtoMillis is not null and p.reachedAt <= ?4"
                // no proof is older than what it proves
                + " and p.snapshotAt <= p.reachedAt + 2 minute"
                + " and not exists (select 1 from ProofRow r where r.key.backupId = p.key.backupId and r.verdict = ?3"
                + " and r.signedBy is not null and (r.reachedAt >= p.reachedAt or r.receivedAt >= p.receivedAt))"
                + " order by p.snapshotAt desc, p.reachedAt desc", cluster, Verdict.PROVEN, Verdict.REFUTED,
                Clocks.latest(now)).firstResultOptional();
    }

    /** Whether a backup was proven by a verification that began after that. */
    public static boolean provenSince(String backupId, Instant since) {
        return ProofRow.count("key.backupId = ?1 and verdict = ?2 and signedBy is not null and key.requestedAt > ?3"
                + " and reachedAt > ?3", backupId, Verdict.PROVEN, since) > 0;
    }

    /** What came last as a proof of a cluster's backup, if no verifier signed it. */
    public static Optional<ProofRow> unsigned(String cluster) {
        return ProofRow.<ProofRow>find("cluster = ?1 order by receivedAt desc, reachedAt desc", cluster)
                .firstResultOptional().filter(proof -> proof.signedBy == null);
    }

    /** The proof of a cluster that was reached last, of whatever backup and with whatever verdict. */
    public static Optional<ProofRow> proof(String cluster) {
        return ProofRow.<ProofRow>find("cluster = ?1 order by reachedAt desc, receivedAt desc", cluster)
                .firstResultOptional();
    }

    /** The proof that was reached last, of whatever backup and with whatever verdict. */
    public static Optional<ProofRow> proof() {
        return ProofRow.<ProofRow>find("order by reachedAt desc, receivedAt desc").firstResultOptional();
    }

    /**
     * Backups of a cluster that are bad, as far as that matters now: the newest one with a verdict; those found bad after
     * whatever was proven last; and those that were good before and were found bad lately, for something destroys backups.
     *
     * @return ids
     */
    public static Set<String> refuted(String cluster, Instant now) {
        Set<String> refuted = new LinkedHashSet<>();
        judged(cluster, now).filter(id -> last(id) == Verdict.REFUTED).ifPresent(refuted::add);
        refuted.addAll(ProofRow.<ProofRow>find("from ProofRow r where r.cluster = ?1 and r.verdict = ?2"
                + " and r.signedBy is not null and not "
                + OVERRULED + " and (not exists (select 1 from ProofRow n where n.cluster = ?1 and n.verdict = ?3"
                + " and n.signedBy is not null and n.reachedAt >= r.reachedAt)"
                + " or r.reachedAt > ?4 and exists (select 1 from ProofRow g where g.key.backupId = r.key.backupId"
                + " and g.verdict = ?3 and g.signedBy is not null)) order by r.reachedAt desc", cluster,
                Verdict.REFUTED, Verdict.PROVEN,
                now.minus(TOLD)).page(Page.ofSize(MOST)).list().stream().map(row -> row.key.backupId()).toList());
        return refuted;
    }

    private static Optional<String> judged(String cluster, Instant now) {
        return BackupRow.<BackupRow>find("from BackupRow b where b.cluster = ?1 and b.requestedAt <= ?2"
                + " and exists (select 1 from ProofRow p where p.key.backupId = b.id and p.verdict <> ?3"
                + " and p.signedBy is not null)"
                + " order by b.requestedAt desc, b.id desc", cluster, Clocks.latest(now), Verdict.INCONCLUSIVE)
                .firstResultOptional().map(row -> row.id);
    }

    private static Verdict last(String backupId) {
        List<ProofRow> decided = ProofRow.list("key.backupId = ?1 and verdict <> ?2 and signedBy is not null", backupId,
                Verdict.INCONCLUSIVE);
        return Word.last(decided.stream().map(Word::of).toList()).orElseThrow();
    }
}
