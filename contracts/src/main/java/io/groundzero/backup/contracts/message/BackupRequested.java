package io.groundzero.backup.contracts.message;

import java.time.Instant;

/**
 * Asks for a backup. Routing key {@code backup.requested}.
 *
 * @param backupId the id that the backup will have, if none runs
 * @param cluster the cluster to back up
 * @param requestedAt when it was asked for
 * @param requestedBy {@code schedule}, {@code api} or {@code mcp}
 */
public record BackupRequested(String backupId, String cluster, Instant requestedAt,
        String requestedBy) implements Subject {

    public static final String ROUTING_KEY = "backup.requested";
}
