package io.groundzero.backup.gateway.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.alarm.AlarmBook;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.backup.ProofRow;
import io.groundzero.backup.gateway.drill.DrillView;
import io.groundzero.backup.gateway.drill.Drills;
import io.groundzero.backup.gateway.failure.Failures;
import io.groundzero.backup.gateway.mutation.MutationConfig;
import io.groundzero.backup.gateway.mutation.MutationRuns;
import io.groundzero.backup.gateway.status.CopyRule.Place;
import io.groundzero.backup.gateway.watch.KnownCopies;
import io.groundzero.backup.gateway.watch.Reported;
import io.quarkus.arc.All;

/** The state of protection now, from the gateway's database. */
@ApplicationScoped
public class CurrentStatus {

    /** Of each backup the newest proof with a verdict: what was PROVEN once may have been REFUTED since. */
    private static final String LAST_WORD = "select p from ProofRow p, BackupRow b where b.id = p.key.backupId"
            + " and p.verdict <> ?1 and not exists (select 1 from ProofRow later"
            + " where later.key.backupId = p.key.backupId and later.key.requestedAt > p.key.requestedAt"
            + " and later.verdict <> ?1)";

    private static final Duration RECENT = Duration.ofDays(7);

    private final GatewayConfig config;
    private final TargetsConfig targets;
    private final Drills drills;
    private final Failures failures;
    private final MutationRuns mutationRuns;
    private final MutationConfig mutation;
    private final List<Concern> concerns;
    private final Reported reported;
    private final KnownCopies known;
    private final AlarmBook alarms;
    private final Clock clock;

    CurrentStatus(GatewayConfig config, TargetsConfig targets, Drills drills, Failures failures,
            MutationRuns mutationRuns, MutationConfig mutation, @All List<Concern> concerns, Reported reported,
            KnownCopies known, AlarmBook alarms, Clock clock) {
        this.config = config;
        this.targets = targets;
        this.drills = drills;
        this.failures = failures;
        this.mutationRuns = mutationRuns;
        this.mutation = mutation;
        this.concerns = concerns;
        this.reported = reported;
        this.known = known;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * One place where the data lies.
     *
     * @param place {@code production}, {@code local} or {@code off-site}
     * @param backupId the newest complete backup there; null for production and if there is none
     * @param checkedAt when this copy of that backup was last proven to come back; null if it never was
     * @param trouble what is wrong with it, as the end of a sentence; null if nothing is known to be
     */
    public record Copy(String place, String backupId, Instant checkedAt, String trouble) {
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
     * @param since since when it is so; null until the gateway has looked
     * @param rpo what would be lost now
     * @param rto how long a restore took
     * @param copies the places of the 3-2-1 rule
     * @param latestBackup the newest backup, in whatever state, or null
     * @param latestProof the newest proof, with whatever verdict, or null
     * @param latestDrill the newest game day, or null
     * @param verifierTest the verifier's newest test of itself, or null
     * @param nextRun when the next scheduled backup is due, or null
     * @param problems why, and what to do now
     * @param clusters names of those that are watched
     * @param retentionFrozen whether no backup may be deleted now, by whomever
     */
    public record Status(Protection.State state, Instant since, Protection.Measure rpo, Protection.Measure rto,
            List<Copy> copies,
            LatestBackup latestBackup, LatestProof latestProof, DrillView latestDrill, VerifierTest verifierTest,
            Instant nextRun, List<Protection.Problem> problems, List<String> clusters, boolean retentionFrozen) {

        Status(Protection.State state, Instant since, Protection.Measure rpo, Protection.Measure rto,
                List<Copy> copies, LatestBackup latestBackup, LatestProof latestProof, DrillView latestDrill,
                VerifierTest verifierTest, Instant nextRun, List<Protection.Problem> problems,
                List<String> clusters) {
            this(state, since, rpo, rto, copies, latestBackup, latestProof, latestDrill, verifierTest, nextRun,
                    problems, clusters, problems.stream().anyMatch(problem -> problem.kind().freezesRetention()));
        }
    }

    /**
     * The status, and what it was made from.
     *
     * @param clusters those that are watched
     * @param parked how many steps wait for a person
     */
    public record Reading(Status status, List<Protection.Cluster> clusters, long parked) {
    }

    @Transactional
    public Status read() {
        return reading().status();
    }

    @Transactional
    public Reading reading() {
        Instant now = clock.instant();
        List<Protection.Cluster> clusters = config.clusters().stream().map(this::cluster).toList();
        long parked = failures.count();
        Protection protection = Protection.of(clusters, unwatched(now), parked,
                new Protection.Targets(targets.rpo(), targets.rto(), config.stalledAfter()), now);
        MutationReport newestTest = mutationRuns.newest().orElse(null);
        protection = protection.with(VerifierTest
                .problem(newestTest, !mutation.schedule().equals("off"), firstProof(), now).stream().toList());
        for (Concern concern : concerns) {
            protection = protection.with(concern.problems(now));
        }
        BackupRow backup = BackupRow.<BackupRow>find("state <> ?1 order by requestedAt desc, id desc",
                BackupState.JOINED).firstResult();
        ProofRow proof = ProofRow.<ProofRow>find("order by finishedAt desc").firstResult();
        Status status = new Status(protection.state(), alarms.stateSince(protection.state()), protection.rpo(),
                protection.rto(),
                copies(),
                backup == null
                        ? null
                        : new LatestBackup(backup.id, backup.cluster, backup.requestedAt, backup.state, backup.verdict),
                proof == null ? null : latest(proof), drills.latest().map(drills::brief).orElse(null),
                newestTest == null ? null : VerifierTest.of(newestTest, now), reported.nextRun(now).orElse(null),
                protection.problems(), config.clusters());
        return new Reading(status, clusters, parked);
    }

    /** Clusters that are backed up, and that this gateway was not told of: nobody would learn that they fail. */
    private List<String> unwatched(Instant now) {
        return BackupRow.getEntityManager()
                .createQuery("select distinct cluster from BackupRow where requestedAt > ?1 and cluster not in ?2"
                        + " order by cluster", String.class)
                .setParameter(1, now.minus(RECENT)).setParameter(2, config.clusters()).getResultList();
    }

    private Protection.Cluster cluster(String name) {
        ProofRow proven = ProofRow.<ProofRow>find(LAST_WORD + " and p.cluster = ?2 and p.verdict = ?3"
                + " and p.snapshotAt is not null and p.rtoMillis is not null"
                + " order by p.snapshotAt desc, p.finishedAt desc", Verdict.INCONCLUSIVE, name, Verdict.PROVEN)
                .firstResult();
        ProofRow judged = ProofRow.<ProofRow>find(LAST_WORD + " and b.cluster = ?2"
                + " order by b.requestedAt desc, b.id desc", Verdict.INCONCLUSIVE, name).firstResult();
        BackupRow newest = BackupRow.<BackupRow>find("cluster = ?1 and state <> ?2 order by requestedAt desc, id desc",
                name, BackupState.JOINED).firstResult();
        return new Protection.Cluster(name,
                proven == null
                        ? null
                        : new Protection.Proven(proven.key.backupId(), proven.snapshotAt,
                                Duration.ofMillis(proven.rtoMillis), proven.expiresAt,
                                places(proven.key.backupId())),
                judged != null && judged.verdict == Verdict.REFUTED ? judged.key.backupId() : null,
                newest == null
                        ? null
                        : new Protection.Newest(newest.id, newest.state, newest.verdict, newest.lastEventAt));
    }

    /**
     * The local copy is what the shipper left on the volume. It is the source of the upload, but nothing has read it
     * since, so only the off-site copy has a time at which it was checked.
     */
    private List<Copy> copies() {
        BackupRow shipped = BackupRow.<BackupRow>find("shipped is not null order by requestedAt desc, id desc")
                .firstResult();
        String newest = shipped == null ? null : shipped.id;
        ProofRow proven = shipped == null
                ? null
                : ProofRow.<ProofRow>find("key.backupId = ?1 and verdict = ?2 order by finishedAt desc", newest,
                        Verdict.PROVEN).firstResult();
        return List.of(new Copy(Place.PRODUCTION.word(), null, null, null),
                new Copy(Place.LOCAL.word(), newest, null, trouble(Place.LOCAL, newest)),
                new Copy(Place.OFF_SITE.word(), newest, proven == null ? null : proven.finishedAt,
                        trouble(Place.OFF_SITE, newest)));
    }

    /** A proven backup was whole in the bucket when it was proven; since then those who look regularly tell what is not. */
    private Set<Place> places(String backupId) {
        Set<Place> places = EnumSet.of(Place.PRODUCTION);
        Stream.of(Place.LOCAL, Place.OFF_SITE).filter(place -> trouble(place, backupId) == null).forEach(places::add);
        return places;
    }

    private String trouble(Place place, String backupId) {
        return backupId == null ? null : known.trouble(place.word(), backupId).orElse(null);
    }

    private static Instant firstProof() {
        ProofRow first = ProofRow.<ProofRow>find("order by finishedAt").firstResult();
        return first == null ? null : first.finishedAt;
    }

    private static LatestProof latest(ProofRow proof) {
        return new LatestProof(proof.key.backupId(), proof.verdict, proof.finishedAt, proof.snapshotAt, proof.expiresAt,
                proof.rtoMillis == null ? null : proof.rtoMillis / 1000.0);
    }
}
