package io.groundzero.backup.gateway.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.backup.BackupState;

/**
 * Answers "am I protected?" from what is known. Pure logic.
 *
 * @param state the answer
 * @param rpo data that would be lost now, against its target
 * @param rto time that a restore took, against its target
 * @param problems the reasons, the worst first; empty if PROTECTED
 */
public record Protection(State state, Measure rpo, Measure rto, List<Problem> problems) {

    /** How long before its end a proof without a successor is told. */
    static final Duration WARNING = Duration.ofHours(6);

    @Schema(name = "ProtectionState")
    public enum State {
        /** A proven backup, young enough, restored fast enough, in three copies, and nothing else is wrong. */
        PROTECTED,
        /** There is a proven backup, but something is wrong. */
        AT_RISK,
        /** No backup has been proven, or its proof no longer counts. */
        UNPROTECTED
    }

    /**
     * @param seconds measured, or null if nothing is proven
     * @param targetSeconds promised
     * @param met whether it is known to be met
     */
    @Schema(name = "ProtectionMeasure")
    public record Measure(Long seconds, long targetSeconds, boolean met) {
    }

    /**
     * @param kind what sort of trouble
     * @param subject what it is about: a backup id, a cluster, a service or a copy; '' if it is about all
     * @param what in words
     * @param remedy what to do now
     */
    public record Problem(AlarmKind kind, String subject, String what, String remedy) {

        /** Whether it is about this cluster, or about none of these. */
        boolean concerns(String cluster, Collection<String> clusters) {
            if (OF_SERVICES.contains(kind)) {
                return true;
            }
            String last = subject.substring(subject.lastIndexOf(' ') + 1);
            String named;
            try {
                named = BackupId.parse(last).cluster();
            } catch (IllegalArgumentException e) {
                named = last;
            }
            return named.equals(cluster) || named.isEmpty() || kind != AlarmKind.CLUSTER_UNWATCHED
                    && !clusters.contains(named);
        }
    }

    /** Found for each cluster by itself. */
    static final Set<AlarmKind> OF_CLUSTERS = EnumSet.of(AlarmKind.NEVER_PROVEN, AlarmKind.PROOF_EXPIRES_SOON,
            AlarmKind.TOO_FEW_COPIES, AlarmKind.BACKUP_REFUTED, AlarmKind.BACKUP_FAILED, AlarmKind.BACKUP_INCONCLUSIVE,
            AlarmKind.NO_PROGRESS, AlarmKind.RPO_MISSED, AlarmKind.RTO_MISSED);

    /** Their subject is a service or a channel, whatever clusters are called. */
    private static final Set<AlarmKind> OF_SERVICES = EnumSet.of(AlarmKind.SERVICE_SILENT, AlarmKind.CHANNEL_SILENT,
            AlarmKind.CLOCK_JUMPED);

    /**
     * What one cluster's newest PROVEN proof says.
     *
     * @param backupId the proven backup
     * @param snapshotAt to when it takes one back
     * @param rto how long the restore took
     * @param expiresAt until when the proof counts
     * @param copies where whole copies of it lie, the original included
     */
    public record Proven(String backupId, Instant snapshotAt, Duration rto, Instant expiresAt,
            Set<CopyRule.Place> copies) {
    }

    /**
     * A cluster's newest backup, in whatever state.
     *
     * @param lastEventAt when something was last heard of it
     */
    public record Newest(String backupId, BackupState state, Verdict verdict, Instant lastEventAt) {
    }

    /**
     * What is known of one cluster.
     *
     * @param cluster its name
     * @param proven its newest proven backup, or null. One that a later test refuted is not proven
     * @param refuted ids of backups that are bad, as far as that matters now, the newest first
     * @param newest its newest backup, or null
     */
    public record Cluster(String cluster, Proven proven, Collection<String> refuted, Newest newest) {
    }

    /**
     * What was promised.
     *
     * @param rpo how old the newest proven snapshot may be
     * @param rto how long a restore may take
     * @param silence how long nothing may be heard of a backup under way
     */
    public record Targets(Duration rpo, Duration rto, Duration silence) {
    }

    /**
     * @param clusters those that are to be protected
     * @param unwatched names of others that were backed up lately
     * @param parked how many steps wait for a person
     */
    public static Protection of(List<Cluster> clusters, List<String> unwatched, long parked, Targets targets,
            Instant now) {
        List<Problem> fatal = new ArrayList<>();
        List<Problem> risks = new ArrayList<>();
        Duration rpo = Duration.ZERO;
        Duration rto = Duration.ZERO;
        boolean known = !clusters.isEmpty();
        boolean expired = false;
        for (Cluster cluster : clusters) {
            Proven proven = cluster.proven();
            if (proven == null) {
                known = false;
                fatal.add(new Problem(AlarmKind.NEVER_PROVEN, cluster.cluster(),
                        "no backup of " + cluster.cluster() + " has been proven yet",
                        "start one: POST /api/v1/backups"));
            } else {
                Duration loss = Duration.between(proven.snapshotAt(), now);
                rpo = loss.compareTo(rpo) > 0 ? loss : rpo;
                rto = proven.rto().compareTo(rto) > 0 ? proven.rto() : rto;
                if (!now.isBefore(proven.expiresAt())) {
                    expired = true;
                    fatal.add(new Problem(AlarmKind.PROOF_EXPIRED, cluster.cluster(),
                            "the proof of " + proven.backupId() + " expired at " + proven.expiresAt(),
                            "verify it again: POST /api/v1/backups/" + proven.backupId() + "/verifications"));
                } else if (!now.isBefore(proven.expiresAt().minus(WARNING))) {
                    risks.add(new Problem(AlarmKind.PROOF_EXPIRES_SOON, cluster.cluster(),
                            "the proof of " + proven.backupId() + " expires at " + proven.expiresAt()
                                    + ", and there is no newer one",
                            "find out why no backup was proven since; start one: POST /api/v1/backups"));
                }
                CopyRule.broken(proven.copies())
                        .ifPresent(how -> risks.add(new Problem(AlarmKind.TOO_FEW_COPIES, cluster.cluster(),
                                "the newest proven backup, " + proven.backupId() + ", " + how,
                                "see what is known of the copies; start a new backup: POST /api/v1/backups")));
            }
            for (String refuted : cluster.refuted()) {
                risks.add(
                        new Problem(AlarmKind.BACKUP_REFUTED, refuted, "a verified backup, " + refuted + ", is REFUTED",
                                "read its proof, mend the cause and start a new backup"));
            }
            trouble(cluster.newest(), targets.silence(), now).ifPresent(risks::add);
        }
        if (clusters.isEmpty()) {
            fatal.add(new Problem(AlarmKind.NOTHING_PROTECTED, "", "no cluster is configured",
                    "set GZ_GATEWAY_CLUSTERS"));
        }
        Measure rpoMeasure = new Measure(known ? rpo.toSeconds() : null, targets.rpo().toSeconds(),
                known && !expired && rpo.compareTo(targets.rpo()) <= 0);
        Measure rtoMeasure = new Measure(known ? Math.max(1, rto.toSeconds()) : null, targets.rto().toSeconds(),
                known && !expired && rto.compareTo(targets.rto()) <= 0);
        if (known && rpo.compareTo(targets.rpo()) > 0) {
            risks.add(new Problem(AlarmKind.RPO_MISSED, "", "the newest proven backup is older than the target allows",
                    "look at the newest backups and start one"));
        }
        if (known && rto.compareTo(targets.rto()) > 0) {
            risks.add(new Problem(AlarmKind.RTO_MISSED, "", "the last restore took longer than the target allows",
                    "give the verifier more jobs or a faster disk"));
        }
        for (String cluster : unwatched) {
            risks.add(new Problem(AlarmKind.CLUSTER_UNWATCHED, cluster,
                    "cluster " + cluster + " is backed up, but not watched here",
                    "add it to GZ_GATEWAY_CLUSTERS"));
        }
        if (parked > 0) {
            risks.add(new Problem(AlarmKind.PARKED, "", parked + " failed steps wait for a person",
                    "GET /api/v1/failures, mend the cause, then POST /api/v1/failures/{id}/retry or …/dismiss"));
        }
        State state = !fatal.isEmpty() ? State.UNPROTECTED : risks.isEmpty() ? State.PROTECTED : State.AT_RISK;
        fatal.addAll(risks);
        return new Protection(state, rpoMeasure, rtoMeasure, List.copyOf(fatal));
    }

    /** The same with problems more, behind those that there are. */
    Protection with(List<Problem> further) {
        if (further.isEmpty()) {
            return this;
        }
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(further);
        return new Protection(state == State.PROTECTED ? State.AT_RISK : state, rpo, rto, List.copyOf(all));
    }

    /** A backup under way that does not get on is told long before it makes the RPO miss its target. */
    private static Optional<Problem> trouble(Newest newest, Duration silence, Instant now) {
        if (newest == null) {
            return Optional.empty();
        }
        if (newest.state() == BackupState.FAILED) {
            return Optional.of(new Problem(AlarmKind.BACKUP_FAILED, newest.backupId(),
                    "the newest backup, " + newest.backupId() + ", was given up",
                    "read which step failed: GET /api/v1/backups/" + newest.backupId()));
        }
        if (newest.verdict() == Verdict.INCONCLUSIVE) {
            return Optional.of(new Problem(AlarmKind.BACKUP_INCONCLUSIVE, newest.backupId(),
                    "the newest backup, " + newest.backupId() + ", cannot be tested just now",
                    "read the cause: GET /api/v1/backups/" + newest.backupId() + "; it is tried again by itself"));
        }
        if (newest.state().running() && newest.lastEventAt().plus(silence).isBefore(now)) {
            return Optional.of(new Problem(AlarmKind.NO_PROGRESS, newest.backupId(),
                    "nothing was heard of the newest backup, " + newest.backupId() + ", since " + newest.lastEventAt(),
                    "check that the services and the broker run"));
        }
        return Optional.empty();
    }
}
