package io.groundzero.backup.gateway.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.GatewayConfig;
import io.groundzero.backup.gateway.alarm.AlarmBook;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.backup.BackupRow;
import io.groundzero.backup.gateway.backup.BackupState;
import io.groundzero.backup.gateway.backup.Newest;
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
    private final LatestProofs proofs;
    private final Snapshots snapshots;
    private final Clock clock;

    CurrentStatus(GatewayConfig config, TargetsConfig targets, Drills drills, Failures failures,
            MutationRuns mutationRuns, MutationConfig mutation, @All List<Concern> concerns, Reported reported,
            KnownCopies known, AlarmBook alarms, LatestProofs proofs, Snapshots snapshots, Clock clock) {
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
        this.proofs = proofs;
        this.snapshots = snapshots;
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

    /**
     * A proof in short.
     *
     * @param signed whether a verifier signed it; otherwise it counts for nothing
     * @param notInBackup what a restore of this backup would not bring back; null if nobody looked, as in proofs of earlier
     *        versions and of tests that did not come so far, and of what nobody signed
     */
    public record LatestProof(String backupId, Verdict verdict, Instant finishedAt, Instant snapshotAt,
            Instant expiresAt, Double seconds, boolean signed, Missing notInBackup) {
    }

    /**
     * One cluster.
     *
     * @param cluster its name
     * @param state is it protected?
     * @param rpo what of it would be lost now
     * @param rto how long its restore took
     * @param latestBackup its newest backup, in whatever state, or null
     * @param latestProof its newest proof, with whatever verdict, or null
     * @param problems why, with those that are about all clusters
     */
    public record ClusterState(String cluster, Protection.State state, Protection.Measure rpo, Protection.Measure rto,
            LatestBackup latestBackup, LatestProof latestProof, List<Protection.Problem> problems) {
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
     * @param clusterStates each of them by itself; of the whole it is the worst
     * @param retentionFrozen whether no backup may be deleted now, by whomever
     */
    public record Status(Protection.State state, Instant since, Protection.Measure rpo, Protection.Measure rto,
            List<Copy> copies,
            LatestBackup latestBackup, LatestProof latestProof, DrillView latestDrill, VerifierTest verifierTest,
            Instant nextRun, List<Protection.Problem> problems, List<String> clusters,
            List<ClusterState> clusterStates, boolean retentionFrozen) {

        Status(Protection.State state, Instant since, Protection.Measure rpo, Protection.Measure rto,
                List<Copy> copies, LatestBackup latestBackup, LatestProof latestProof, DrillView latestDrill,
                VerifierTest verifierTest, Instant nextRun, List<Protection.Problem> problems,
                List<String> clusters, List<ClusterState> clusterStates) {
            this(state, since, rpo, rto, copies, latestBackup, latestProof, latestDrill, verifierTest, nextRun,
                    problems, clusters, clusterStates,
                    problems.stream().anyMatch(problem -> problem.kind().freezesRetention()));
        }

        /** The same, about one cluster alone as far as it is about clusters. */
        public Status of(String cluster) {
            ClusterState one = clusterStates.stream().filter(known -> known.cluster().equals(cluster)).findFirst()
                    .orElseThrow();
            return new Status(one.state(), one.state() == state ? since : null, one.rpo(), one.rto(),
                    latestBackup != null && latestBackup.cluster().equals(cluster) ? copies : List.of(),
                    one.latestBackup(), one.latestProof(), latestDrill, verifierTest, nextRun, one.problems(),
                    List.of(cluster), List.of(one));
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

    public Status read() {
        return reading().status();
    }

    /** All of it as it was at one moment, whatever is stored meanwhile. */
    public Reading reading() {
        return snapshots.read(this::readAll);
    }

    private Reading readAll() {
        Instant now = clock.instant();
        List<Protection.Cluster> clusters = config.clusters().stream().map(name -> cluster(name, now)).toList();
        long parked = failures.count();
        Protection protection = Protection.of(clusters, unwatched(now), parked, targets(), now);
        MutationReport newestTest = mutationRuns.newest().orElse(null);
        protection = protection.with(VerifierTest
                .problem(newestTest, !mutation.schedule().equals("off"), firstProof(), now).stream().toList());
        protection = protection.with(unsigned(clusters, now));
        for (Concern concern : concerns) {
            protection = protection.with(concern.problems(now));
        }
        BackupRow backup = Newest.backup(now).orElse(null);
        ProofRow proof = Newest.proof().orElse(null);
        Status status = new Status(protection.state(), alarms.stateSince(protection.state()), protection.rpo(),
                protection.rto(),
                copies(now),
                backup == null ? null : latest(backup),
                proof == null ? null : proofs.of(proof), drills.latest().map(drills::brief).orElse(null),
                newestTest == null ? null : VerifierTest.of(newestTest, now), reported.nextRun(now).orElse(null),
                protection.problems(), config.clusters(), states(clusters, protection.problems(), now));
        return new Reading(status, clusters, parked);
    }

    private List<ClusterState> states(List<Protection.Cluster> clusters, List<Protection.Problem> problems,
            Instant now) {
        List<ClusterState> states = new ArrayList<>();
        for (Protection.Cluster cluster : clusters) {
            String name = cluster.cluster();
            Protection one = Protection.of(List.of(cluster), List.of(), 0, targets(), now);
            List<Protection.Problem> further = problems.stream()
                    .filter(problem -> !Protection.OF_CLUSTERS.contains(problem.kind()))
                    .filter(problem -> problem.concerns(name, config.clusters())).toList();
            Protection whole = one.with(further);
            states.add(new ClusterState(name, whole.state(), whole.rpo(), whole.rto(),
                    Newest.backup(name, now).map(CurrentStatus::latest).orElse(null),
                    Newest.proof(name).map(proofs::of).orElse(null), whole.problems()));
        }
        return states;
    }

    private Protection.Targets targets() {
        return new Protection.Targets(targets.rpo(), targets.rto(), config.stalledAfter());
    }

    private static LatestBackup latest(BackupRow backup) {
        return new LatestBackup(backup.id, backup.cluster, backup.requestedAt, backup.state, backup.verdict);
    }

    /** Clusters that are backed up, and that this gateway was not told of: nobody would learn that they fail. */
    private List<String> unwatched(Instant now) {
        return BackupRow.getEntityManager()
                .createQuery("select distinct cluster from BackupRow where requestedAt > ?1 and cluster not in ?2"
                        + " order by cluster", String.class)
                .setParameter(1, now.minus(RECENT)).setParameter(2, config.clusters()).getResultList();
    }

    /** Proofs of an earlier version came without a signature, and so do forged ones. */
    private static List<Protection.Problem> unsigned(List<Protection.Cluster> clusters, Instant now) {
        List<Protection.Problem> problems = new ArrayList<>();
        for (Protection.Cluster cluster : clusters) {
            Newest.unsigned(cluster.cluster()).ifPresent(proof -> {
                String backup = proof.key.backupId();
                problems.add(new Protection.Problem(AlarmKind.PROOF_UNSIGNED, cluster.cluster(),
                        "what is said to be a proof of " + backup + " was signed by no verifier that is known"
                                + " here, and counts for nothing; proofs of an earlier version came so",
                        "verify again: POST /api/v1/backups/" + backup + "/verifications; if it happens again,"
                                + " look whether GZ_GATEWAY_VERIFIER_KEYS names the verifier's key"));
                if (cluster.proven() == null && proof.verdict == Verdict.PROVEN && !now.isBefore(proof.countsUntil())) {
                    problems.add(new Protection.Problem(AlarmKind.PROOF_EXPIRED, cluster.cluster(),
                            "even that of " + backup + " expired at " + proof.countsUntil(),
                            "verify it again: POST /api/v1/backups/" + backup + "/verifications"));
                }
            });
        }
        return problems;
    }

    private Protection.Cluster cluster(String name, Instant now) {
        ProofRow proven = Newest.proven(name, now).orElse(null);
        BackupRow newest = Newest.backup(name, now).orElse(null);
        return new Protection.Cluster(name,
                proven == null
                        ? null
                        : new Protection.Proven(proven.key.backupId(), proven.snapshotAt,
                                Duration.ofMillis(proven.rtoMillis), proven.countsUntil(),
                                places(proven.key.backupId())),
                Newest.refuted(name, now),
                newest == null
                        ? null
                        : new Protection.Newest(newest.id, newest.state, newest.verdict, newest.lastEventAt));
    }

    /**
     * The local copy is what the shipper left on the volume. It is the source of the upload, but nothing has read it
     * since, so only the off-site copy has a time at which it was checked.
     */
    private List<Copy> copies(Instant now) {
        BackupRow shipped = Newest.shipped(now).orElse(null);
        String newest = shipped == null ? null : shipped.id;
        ProofRow proven = shipped == null
                ? null
                : ProofRow.<ProofRow>find(
                        "key.backupId = ?1 and verdict = ?2 and signedBy is not null order by reachedAt desc", newest,
                        Verdict.PROVEN).firstResult();
        return List.of(new Copy(Place.PRODUCTION.word(), null, null, null),
                new Copy(Place.LOCAL.word(), newest, null, trouble(Place.LOCAL, newest)),
                new Copy(Place.OFF_SITE.word(), newest, proven == null ? null : proven.reachedAt,
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
        ProofRow first = ProofRow.<ProofRow>find("order by reachedAt").firstResult();
        return first == null ? null : first.reachedAt;
    }
}
