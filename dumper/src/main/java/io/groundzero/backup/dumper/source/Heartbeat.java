package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Says something in a session every now and then, so that the source does not end it for being idle. A dumper that
 * stands still says nothing more, and then the source ends the session, with its locks and its snapshot.
 */
final class Heartbeat {

    /** After this silence the dumper is taken to stand still, if somebody waits for it. */
    static final int LATE_AFTER_SECONDS = 8;

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final long INTERVAL_SECONDS = 2;

    private Heartbeat() {
    }

    /** Until the connection is closed. A thread for each: while a question is asked in a session, others must not wait. */
    static void keep(Connection connection) {
        Thread thread = new Thread(() -> beat(connection), "heartbeat of a session on the source");
        thread.setDaemon(true);
        thread.start();
    }

    private static void beat(Connection connection) {
        try {
            while (!connection.isClosed()) {
                TimeUnit.SECONDS.sleep(INTERVAL_SECONDS);
                say(connection);
            }
        } catch (SQLException e) {
            LOG.debug("a session's heartbeat ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Connection connection) {
        try {
            // no statement at all: takes no lock and no snapshot, and may come in the middle of a transaction
            Query.execute(connection, "");
        } catch (SQLException e) {
            // closed meanwhile, or in a failed transaction, where even this failure was something said
            LOG.trace("a heartbeat", e);
        }
    }
}
