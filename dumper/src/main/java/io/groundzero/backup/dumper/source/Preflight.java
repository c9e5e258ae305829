package io.groundzero.backup.dumper.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.SourceErrors;

/**
 * Finds everything that the dump role may not read before anything is dumped: pg_dump fails late on most of it, and
 * leaves out subscriptions and the options of user mappings with a warning or without a word.
 */
public final class Preflight {

    private final SourceServer server;
    private final Connection maintenance;
    private final int major;
    private final List<String> accepted;

    /** @param accepted names of what need not be in a backup, with the database */
    public Preflight(SourceServer server, Connection maintenance, int major, List<String> accepted) {
        this.accepted = accepted;
        this.server = server;
        this.maintenance = maintenance;
        this.major = major;
    }

    /**
     * @throws BackupException SOURCE_PERMISSION_MISSING, with the SQL that gives what is missing; SOURCE_NOT_DUMPABLE if
     *         there is something that no role could dump; SOURCE_NAME_UNREADABLE; SOURCE_LIMIT_TOO_LOW or SOURCE_CROWDED if the source has no room
     *         for the dump's sessions and locks
     */
    public void check(List<SourceDatabase> databases, Demand demand) throws BackupException {
        List<MissingGrant> missing = new ArrayList<>();
        try {
            DumpRole role = DumpRole.of(maintenance, major);
            if (!role.superuser()) {
                ConnectionLimits.require(maintenance, databases, demand);
                missing.addAll(ClusterGrants.missing(maintenance, role));
            }
            LockCapacity locks = LockCapacity.of(maintenance, major);
            for (SourceDatabase database : databases) {
                missing.addAll(missing(database, role, locks, demand));
            }
            refuse(missing, role);
        } catch (SQLException e) {
            throw SourceErrors.translate(e, "asking " + server + " what its dump role may read");
        }
    }

    private List<MissingGrant> missing(SourceDatabase database, DumpRole role, LockCapacity locks, Demand demand)
            throws BackupException, SQLException {
        if (!database.permitted()) {
            return List.of(new MissingGrant("to connect to database " + database.name(),
                    "GRANT CONNECT ON DATABASE " + DumpRole.quote(database.name()) + " TO " + role.quoted() + ";"));
        }
        try (Connection connection = server.open(database.name())) {
            locks.require(connection, database.name(), demand);
            // before anything is asked by which a name comes
            UnreadableNames.refuse(connection, database.name());
            LeftOut.refuse(connection, database.name(), accepted);
            if (role.superuser()) {
                return List.of();
            }
            return DatabaseGrants.missing(connection, database.name(), role);
        }
    }

    private void refuse(List<MissingGrant> missing, DumpRole role) throws BackupException {
        if (missing.isEmpty()) {
            return;
        }
        // the same remedy may help several databases
        Map<String, List<String>> byRemedy = new LinkedHashMap<>();
        missing.forEach(
                grant -> byRemedy.computeIfAbsent(grant.remedy(), remedy -> new ArrayList<>()).add(grant.what()));
        StringBuilder message = new StringBuilder("the dump role " + role.name() + " of " + server
                + " may not read everything. Run as a superuser:");
        byRemedy.forEach((remedy, what) -> message.append("\n").append(remedy).append("  -- ")
                .append(String.join("; ", what)));
        throw new BackupException(ErrorCode.SOURCE_PERMISSION_MISSING, message.toString());
    }
}
