package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * How current a source is that replays the log of another server: what it shows is the state of a moment that has passed.
 *
 * @param asOf what it shows is at least as new as that, by the primary's clock
 * @param lag how far it is behind at the most; empty if that cannot be known, because nothing came that it has not replayed,
 *        and only pg_read_all_stats may see whether there was nothing more to come
 * @param paused whether somebody has told it not to go on
 */
public record Standby(Instant asOf, Optional<Duration> lag, boolean paused) {

    private static final Logger LOG = Logger.getLogger(Standby.class);

    /** The primary tells the end of its log with every message, and sends some also when there is nothing to send. */
    private static final String STATE = """
            SELECT pg_get_wal_replay_pause_state() <> 'not paused' AS paused, clock_timestamp() AS now,
                   coalesce(pg_last_xact_replay_timestamp(), (SELECT checkpoint_time FROM pg_control_checkpoint())) AS replayed,
                   (SELECT last_msg_send_time FROM pg_stat_wal_receiver
                    WHERE status = 'streaming' AND latest_end_lsn <= pg_last_wal_replay_lsn()) AS complete,
                   EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status IS NULL)
                     AND coalesce(pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn(), false) AS unknown
            WHERE pg_is_in_recovery()""";

    /** Empty if it is no standby. */
    public static Optional<Standby> of(Connection connection) throws BackupException {
        try {
            return Query.list(connection, STATE, row -> {
                Instant now = row.getObject("now", OffsetDateTime.class).toInstant();
                Instant replayed = row.getObject("replayed", OffsetDateTime.class).toInstant();
                OffsetDateTime complete = row.getObject("complete", OffsetDateTime.class);
                Instant asOf = complete == null || complete.toInstant().isBefore(replayed)
                        ? replayed
                        : complete.toInstant();
                Optional<Duration> lag = row.getBoolean("unknown")
                        ? Optional.empty()
                        : Optional.of(Duration.between(asOf, now));
                return new Standby(asOf, lag, row.getBoolean("paused"));
            }).stream().findFirst();
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking how far the standby has replayed");
        }
    }

    /**
     * @param longest how far it may be behind
     * @throws BackupException SOURCE_STALE if it is further behind, or does not go on
     */
    public void require(Duration longest) throws BackupException {
        if (paused) {
            throw new BackupException(ErrorCode.SOURCE_STALE,
                    "the source is a standby whose replay is paused; it shows the "
                            + "state of " + asOf + ". Run there: SELECT pg_wal_replay_resume();");
        }
        if (lag.isPresent() && lag.get().compareTo(longest) > 0) {
            throw new BackupException(ErrorCode.SOURCE_STALE, "the source is a standby that is " + lag.get().toSeconds()
                    + " s behind, more than the " + longest.toSeconds()
                    + " s of GZ_CLUSTERS_<NAME>_LONGEST_LAG; it shows the "
                    + "state of " + asOf + ". Look there at pg_stat_wal_receiver, and on the primary at "
                    + "pg_stat_replication; recovery_min_apply_delay is part of it");
        }
        if (lag.isEmpty()) {
            LOG.warnf(
                    "the source is a standby that has replayed all that came, and shows at least the state of %s; whether "
                            + "it is newer cannot be known without: GRANT pg_read_all_stats TO <the dump role>",
                    asOf);
        }
    }
}
