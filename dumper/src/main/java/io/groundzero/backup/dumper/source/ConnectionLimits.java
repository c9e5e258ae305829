package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * Whether databases and role let as many sessions in as a dump needs. Found out beforehand: a limit of 0 is how people
 * close a database, and a dump that begins with too few sessions would fail in its middle, again and again.
 */
final class ConnectionLimits {

    /**
     * The limits do not hold for superusers; negative ones are none. Of others' sessions everybody sees whose they are; the
     * server's own have no user.
     */
    private static final String DATABASE = """
            SELECT d.datconnlimit, d.datname = pg_catalog.current_database(),
                   (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a
                    WHERE a.datid = d.oid AND a.usesysid IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid())
            FROM pg_catalog.pg_database d WHERE d.datname = ?""";

    private static final String ROLE = """
            SELECT r.rolconnlimit, r.rolname,
                   (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a
                    WHERE a.usesysid = r.oid AND a.pid <> pg_catalog.pg_backend_pid())
            FROM pg_catalog.pg_roles r WHERE r.rolname = current_user""";

    private record Limit(String whose, String remedy, int limit, int needed, int taken) {

        void require() throws BackupException {
            if (limit < 0) {
                return;
            }
            String sentence = whose + " takes " + limit + " connections at a time, and a dump needs " + needed;
            if (limit < needed) {
                throw new BackupException(ErrorCode.SOURCE_LIMIT_TOO_LOW,
                        sentence + ". Run as a superuser:\n" + remedy);
            }
            if (limit < needed + taken) {
                throw new BackupException(ErrorCode.SOURCE_CROWDED, sentence + ", but " + taken
                        + " are taken by others. If that is always so, run as a superuser:\n" + remedy);
            }
        }
    }

    private ConnectionLimits() {
    }

    /**
     * @throws BackupException SOURCE_LIMIT_TOO_LOW, with the SQL that raises it; SOURCE_CROWDED if others have taken too
     *         many of them
     */
    static void require(Connection maintenance, List<SourceDatabase> databases, Demand demand)
            throws BackupException, SQLException {
        Query.one(maintenance, ROLE, row -> new Limit("the dump role " + row.getString(2),
                "ALTER ROLE " + DumpRole.quote(row.getString(2)) + " CONNECTION LIMIT "
                        + (demand.allSessions() + row.getInt(3)) + ";",
                row.getInt(1), demand.allSessions(), row.getInt(3))).require();
        for (SourceDatabase database : databases) {
            Query.one(maintenance, DATABASE, row -> {
                int needed = row.getBoolean(2) ? demand.allSessions() : demand.sessions();
                return new Limit("database " + database.name(),
                        "ALTER DATABASE " + DumpRole.quote(database.name()) + " CONNECTION LIMIT "
                                + (needed + row.getInt(3)) + ";",
                        row.getInt(1), needed, row.getInt(3));
            }, database.name()).require();
        }
    }
}
