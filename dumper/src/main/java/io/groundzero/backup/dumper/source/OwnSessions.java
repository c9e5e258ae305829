package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;

import org.jboss.logging.Logger;

/**
 * Ends this dump's sessions in one database from the server's side: pg_dump's too, which may stand still and would hold
 * its locks until it was killed.
 */
public final class OwnSessions {

    private static final Logger LOG = Logger.getLogger(OwnSessions.class);

    /** Those with a task of their own have another name, and stay. */
    private static final String END = """
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE usename = session_user AND application_name = ? AND datname = current_database()
              AND pid <> pg_catalog.pg_backend_pid()""";

    private OwnSessions() {
    }

    /**
     * Never throws: who ends sessions has a failure to tell already.
     *
     * @param observer a session in that database, which stays
     */
    public static void end(Connection observer, SourceServer server) {
        try {
            Query.list(observer, END, row -> row.getBoolean(1), server.applicationName());
        } catch (SQLException e) {
            LOG.debugf(e, "ending the sessions of a dump of %s", server);
        }
    }
}
