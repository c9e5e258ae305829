package io.groundzero.backup.dumper.source;

import io.groundzero.backup.dumper.cluster.ClusterSettings;
import io.groundzero.backup.dumper.cluster.DumpFormat;

/**
 * What a dump asks of the source's limits.
 *
 * @param readers sessions that read tables for the fingerprint
 * @param workers processes of pg_dump beside its leader; 0 if it dumps alone
 */
public record Demand(int readers, int workers) {

    /** One that looks on, one in which the checks run, pg_dump's leader. */
    private static final int SINGLE = 3;
    /** In the maintenance database: the one that lasts for the whole dump, its guard, one that looks on pg_dumpall. */
    private static final int LASTING = 3;

    /** @param readers sessions that read tables for the fingerprint */
    public static Demand of(ClusterSettings cluster, int readers) {
        return new Demand(readers, cluster.format() == DumpFormat.DIRECTORY ? cluster.jobs() : 0);
    }

    /** At a time in the database that is dumped, if it is not the maintenance database. */
    int sessions() {
        return SINGLE + readers + workers;
    }

    /** At a time on the whole server; also in the maintenance database while that is dumped. */
    int allSessions() {
        return sessions() + LASTING;
    }

    /** How many of them hold a lock on each table until the end: the snapshot's, pg_dump's leader, one of the workers. */
    int locksOfTable() {
        return workers == 0 ? 2 : 3;
    }
}
