package io.groundzero.backup.gateway.alarm;

/** The closed list of troubles. Names are stable: notifications, metrics and the API carry them. */
public enum AlarmKind {

    /** No backup of a cluster has been proven yet. */
    NEVER_PROVEN(Effect.UNPROTECTED, true),
    /** The newest proof no longer counts. */
    PROOF_EXPIRED(Effect.UNPROTECTED, true),
    /** What is said to be proven was signed by no verifier whose key is known here. */
    PROOF_UNSIGNED(Effect.AT_RISK, true),
    /** No cluster is configured. */
    NOTHING_PROTECTED(Effect.UNPROTECTED, true),
    /** The newest verified backup is bad. */
    BACKUP_REFUTED(Effect.AT_RISK, true),
    /** A step of the newest backup was given up. */
    BACKUP_FAILED(Effect.AT_RISK, false),
    /** The newest backup could not be tested. */
    BACKUP_INCONCLUSIVE(Effect.AT_RISK, false),
    /** Nothing is heard of a backup under way. */
    NO_PROGRESS(Effect.AT_RISK, false),
    /** The newest proven backup is older than promised. */
    RPO_MISSED(Effect.AT_RISK, false),
    /** The last restore took longer than promised. */
    RTO_MISSED(Effect.AT_RISK, false),
    /** The newest proof expires before the next one can be expected. */
    PROOF_EXPIRES_SOON(Effect.AT_RISK, false),
    /** A cluster is backed up, but not watched. */
    CLUSTER_UNWATCHED(Effect.AT_RISK, false),
    /** Failed steps wait for a person. */
    PARKED(Effect.AT_RISK, false),
    /** The verifier failed its own test, or was not tested. */
    VERIFIER_UNTESTED(Effect.AT_RISK, true),
    /** A scheduled backup did not start. */
    SCHEDULE_MISSED(Effect.AT_RISK, false),
    /** Nothing is heard of a service that reports by itself. */
    SERVICE_SILENT(Effect.AT_RISK, false),
    /** A copy that was there is gone or incomplete. */
    COPY_VANISHED(Effect.AT_RISK, true),
    /** The newest proven backup has not three copies on two kinds of media, one of them off-site. */
    TOO_FEW_COPIES(Effect.AT_RISK, true),
    /** Nobody would be told that something is wrong, nor that nothing is heard. */
    NOBODY_IS_TOLD(Effect.AT_RISK, false),
    /** Backups of a cluster are made by no schedule. */
    SCHEDULE_OFF(Effect.AT_RISK, false),
    /** The newest backup is put off again and again. */
    BACKUP_PUT_OFF(Effect.AT_RISK, false),
    /** Somebody who does not dump holds the lock that keeps dumps apart. */
    LOCK_HELD(Effect.AT_RISK, false),
    /** A channel of notifications does not work. */
    CHANNEL_SILENT(Effect.AT_RISK, false),
    /** A clock jumped, or two clocks differ. */
    CLOCK_JUMPED(Effect.AT_RISK, true),
    /** A backup or a proof claims a time that has not come. */
    TIME_IN_FUTURE(Effect.AT_RISK, true),
    /** The broker takes no messages. */
    BROKER_BLOCKED(Effect.AT_RISK, false),
    /** A backup is much smaller than those before it. */
    SIZE_DROPPED(Effect.AT_RISK, true),
    /** A table has far fewer rows than in the backup before. */
    ROWS_DROPPED(Effect.AT_RISK, true);

    private enum Effect {
        UNPROTECTED, AT_RISK
    }

    private final Effect effect;
    private final boolean freezesRetention;

    AlarmKind(Effect effect, boolean freezesRetention) {
        this.effect = effect;
        this.freezesRetention = freezesRetention;
    }

    /** Whether there is no protection at all while it lasts. */
    public boolean fatal() {
        return effect == Effect.UNPROTECTED;
    }

    /**
     * Whether no backup may be deleted while it lasts: it may be the last good one, its age or its proof may be wrong, or
     * too much is being deleted already.
     */
    public boolean freezesRetention() {
        return freezesRetention;
    }
}
