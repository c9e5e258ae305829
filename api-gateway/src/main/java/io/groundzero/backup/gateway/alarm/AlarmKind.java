package io.groundzero.backup.gateway.alarm;

/** The closed list of troubles. Names are stable: notifications, metrics and the API carry them. */
public enum AlarmKind {

    /** No backup of a cluster has been proven yet. */
    NEVER_PROVEN(true),
    /** The newest proof no longer counts. */
    PROOF_EXPIRED(true),
    /** No cluster is configured. */
    NOTHING_PROTECTED(true),
    /** The newest verified backup is bad. */
    BACKUP_REFUTED(false),
    /** A step of the newest backup was given up. */
    BACKUP_FAILED(false),
    /** The newest backup could not be tested. */
    BACKUP_INCONCLUSIVE(false),
    /** Nothing is heard of a backup under way. */
    NO_PROGRESS(false),
    /** The newest proven backup is older than promised. */
    RPO_MISSED(false),
    /** The last restore took longer than promised. */
    RTO_MISSED(false),
    /** The newest proof expires before the next one can be expected. */
    PROOF_EXPIRES_SOON(false),
    /** A cluster is backed up, but not watched. */
    CLUSTER_UNWATCHED(false),
    /** Failed steps wait for a person. */
    PARKED(false),
    /** The verifier failed its own test, or was not tested. */
    VERIFIER_UNTESTED(false),
    /** A scheduled backup did not start. */
    SCHEDULE_MISSED(false),
    /** Nothing is heard of a service that reports by itself. */
    SERVICE_SILENT(false),
    /** A copy that was there is gone or incomplete. */
    COPY_VANISHED(false),
    /** The newest proven backup has not three copies on two kinds of media, one of them off-site. */
    TOO_FEW_COPIES(false),
    /** A channel of notifications does not work. */
    CHANNEL_SILENT(false),
    /** A clock jumped, or two clocks differ. */
    CLOCK_JUMPED(false),
    /** A backup is much smaller than those before it. */
    SIZE_DROPPED(false),
    /** A table has far fewer rows than in the backup before. */
    ROWS_DROPPED(false);

    private final boolean fatal;

    AlarmKind(boolean fatal) {
        this.fatal = fatal;
    }

    /** Whether there is no protection at all while it lasts. */
    public boolean fatal() {
        return fatal;
    }
}
