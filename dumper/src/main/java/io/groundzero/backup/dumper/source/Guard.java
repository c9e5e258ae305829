package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * Sees to it, on the server, that a dump harms nobody: a statement that runs there as long as the dump does, and ends all
 * its sessions when somebody waits for them too long, when nothing is heard of the dumper, or when the dump takes too
 * long. A dumper or a pg_dump that stands still can do nothing of that, and the server's kernel takes them for well.
 */
final class Guard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Guard.class);

    /** The dumper itself gives way first, and can say more. */
    private static final Duration SECOND_LINE = Duration.ofSeconds(3);
    private static final long GRACE_MILLIS = 10_000;
    private static final long WORDS_MILLIS = 2_000;

    /** By the SQL states of the guard's own warnings. */
    private static final Map<String, ErrorCode> MEANINGS = Map.of("GZ001", ErrorCode.SOURCE_LOCKED, "GZ002",
            ErrorCode.DUMP_TOO_LONG, "GZ003", ErrorCode.SOURCE_UNREACHABLE);

    /**
     * Each turn is a transaction of its own, so that it sees the present and keeps no snapshot. Only names of
     * pg_catalog: the search path holds nothing else.
     */
    private static final String WATCH = """
            DO LANGUAGE plpgsql $guard$
            DECLARE
              began CONSTANT timestamptz := clock_timestamp();
              ours int[];
              blocked int[];
              heard boolean;
              late boolean;
              code text;
              reason text;
              remaining bigint;
            BEGIN
              LOOP
                SELECT coalesce(array_agg(pid), '{}') INTO ours FROM pg_stat_activity
                WHERE usename = session_user AND starts_with(application_name, '%1$s') AND pid <> pg_backend_pid();
                SELECT true, coalesce(a.state <> 'active' AND state_change < clock_timestamp() - interval '%2$d s', false)
                INTO heard, late FROM pg_stat_activity a
                WHERE pid = %3$d AND usename = session_user AND starts_with(application_name, '%1$s');
                -- cheaper than the list of all locks, which is only looked at if somebody waits
                SELECT array_agg(pid) INTO blocked FROM pg_stat_activity
                WHERE pid <> ALL (ours) AND pid <> pg_backend_pid() AND pg_blocking_pids(pid) && ours;
                IF heard IS NULL THEN
                  code := 'GZ003';
                  reason := 'the session of the dumper broke off: it stood still or was cut off for %4$d s, or somebody '
                    'ended it. The source ended the dump';
                ELSIF clock_timestamp() > began + interval '%5$d s' THEN
                  code := 'GZ002';
                  reason := 'the dump took longer than %5$d s, and the source ended it';
                ELSIF blocked IS NOT NULL THEN
                  SELECT 'GZ001', format('the dump gave way: process %%s%%s waits in database %%s for %%s since %%s s%%s', w.pid,
                         coalesce(' of ' || a.usename, ''), coalesce(a.datname, '?'),
                         CASE WHEN a.datname = current_database() AND w.relation IS NOT NULL THEN w.relation::regclass::text
                              WHEN w.relation IS NOT NULL THEN 'relation ' || w.relation ELSE 'a ' || w.locktype END,
                         round(extract(epoch FROM clock_timestamp() - w.waitstart)),
                         CASE WHEN late THEN ', and the dumper stands still' ELSE '' END)
                  INTO code, reason FROM pg_locks w LEFT JOIN pg_stat_activity a ON a.pid = w.pid
                  WHERE w.pid = ANY (blocked) AND NOT w.granted
                    AND (late OR w.locktype = 'relation' AND w.waitstart < clock_timestamp() - interval '%6$d ms')
                  ORDER BY w.waitstart LIMIT 1;
                END IF;
                EXIT WHEN reason IS NOT NULL;
                COMMIT;
                PERFORM pg_sleep(0.5);
                COMMIT;
              END LOOP;
              RAISE WARNING USING ERRCODE = code, MESSAGE = reason;
              FOR turn IN 1..60 LOOP
                SELECT count(pg_terminate_backend(pid)) INTO remaining FROM pg_stat_activity
                WHERE usename = session_user AND starts_with(application_name, '%1$s') AND pid <> pg_backend_pid();
                COMMIT;
                EXIT WHEN remaining = 0;
                PERFORM pg_sleep(0.5);
                COMMIT;
              END LOOP;
            END $guard$""";

    private final SourceServer server;
    private final Connection connection;
    private final Statement statement;
    private final Thread thread;
    private volatile SQLException failure;
    private volatile boolean closing;

    private Guard(SourceServer server, Connection connection, String watch) throws SQLException {
        this.server = server;
        this.connection = connection;
        this.statement = connection.createStatement();
        this.thread = new Thread(() -> watch(watch), "guard of a dump of " + server);
        thread.setDaemon(true);
    }

    /**
     * @param heartbeat the server's process of the session that is there as long as the dumper is
     * @param giveWayAfter how long somebody may wait for a lock of the dump
     * @param longest how long the dump may take
     * @throws BackupException if there can be no guard, and therefore no dump
     */
    static Guard start(SourceServer server, String database, int heartbeat, Duration giveWayAfter, Duration longest)
            throws BackupException {
        Connection connection = server.openUnattended(database);
        try {
            Query.execute(connection, "SET application_name = '" + server.applicationName() + " guard'");
            Query.execute(connection, "SET client_min_messages = warning");
            // once it has done its work nobody may be there to close it
            Query.execute(connection, "SET idle_session_timeout = '10s'");
            Query.execute(connection, "DO LANGUAGE plpgsql $$BEGIN END$$");
            connection.setNetworkTimeout(Runnable::run, 0);
            Guard guard = new Guard(server, connection, WATCH.formatted(server.applicationName(),
                    Heartbeat.LATE_AFTER_SECONDS, heartbeat, server.silentAfter().toSeconds(), longest.toSeconds(),
                    giveWayAfter.plus(SECOND_LINE).toMillis()));
            guard.thread.start();
            return guard;
        } catch (SQLException e) {
            close(connection);
            throw refusal(e, database);
        }
    }

    private static BackupException refusal(SQLException e, String database) {
        boolean language = "42704".equals(e.getSQLState()) || "42501".equals(e.getSQLState());
        return language
                ? new BackupException(ErrorCode.SOURCE_PERMISSION_MISSING, "the dump needs PL/pgSQL in database "
                        + database + ", where it sees to it that nobody has to wait for the dump: " + e.getMessage()
                        + ". Run there as a superuser: CREATE EXTENSION IF NOT EXISTS plpgsql; GRANT USAGE ON LANGUAGE "
                        + "plpgsql TO PUBLIC; or name another maintenance database", e)
                : SourceErrors.translate(e, "starting the guard in database " + database);
    }

    /**
     * @throws BackupException why it has ended: it may not before the dump does
     */
    void requireAlive() throws BackupException {
        if (thread.isAlive()) {
            return;
        }
        Optional<BackupException> verdict = verdict();
        if (verdict.isPresent()) {
            throw verdict.get();
        }
        throw new BackupException(ErrorCode.SOURCE_UNREACHABLE, "the session that guards the dump of " + server
                + " broke off" + (failure == null ? "" : ": " + failure.getMessage()), failure);
    }

    /** What went wrong with a dump, better than its sessions that broke off know. */
    BackupException explain(BackupException known) {
        // the words are those of a program, and of a server that speaks English
        if (known.code() == ErrorCode.SOURCE_UNREACHABLE
                || String.valueOf(known.getMessage()).contains("terminating connection")) {
            awaitWords();
        }
        BackupException better = verdict().orElse(known);
        if (better != known) {
            better.addSuppressed(known);
        }
        return better;
    }

    private Optional<BackupException> verdict() {
        try {
            for (SQLWarning said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                ErrorCode code = MEANINGS.get(String.valueOf(said.getSQLState()));
                if (code != null) {
                    return Optional.of(new BackupException(code, said.getMessage()));
                }
            }
        } catch (SQLException e) {
            LOG.debug("the guard's statement", e);
        }
        return Optional.empty();
    }

    /** The sessions that it ends may notice sooner than its words come through. */
    private void awaitWords() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WORDS_MILLIS);
        try {
            while (thread.isAlive() && verdict().isEmpty() && System.nanoTime() < until) {
                thread.join(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            failure = e;
            if (!closing) {
                LOG.debug("the guard ends", e);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            for (long waited = 0; thread.isAlive() && waited < GRACE_MILLIS; waited += 500) {
                connection.unwrap(PGConnection.class).cancelQuery();
                thread.join(500);
            }
            if (thread.isAlive()) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("stopping the guard", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing the guard's session", e);
        }
    }
}
