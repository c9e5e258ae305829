package io.groundzero.backup.contracts.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the dumper made, written beside the dump when all of it is complete. From it the shipper knows when a backup
 * is whole, and builds the manifest.
 *
 * @param backupId the backup
 * @param cluster the protected cluster's name
 * @param requestedAt when the backup was asked for
 * @param startedAt when the dump began
 * @param finishedAt when the dump was complete
 * @param source the cluster
 * @param databases one per database, in the order they were dumped
 * @param artifacts all that must be in the bucket before the manifest is written
 * @param format {@code directory} or {@code plain}
 * @param fingerprintLevel how much of the content the fingerprint covers, for example {@code counts}
 * @param tools program and version, for example {@code pg_dump} and {@code 16.4}
 * @param secretFiles names of the secret files in the configuration artifact; their content is nowhere else. Empty in
 *        those of versions that had none
 * @param omittedDatabases what the source has and the backup does not, but for template0 and template1. Empty in those of
 *        versions that did not tell
 * @param lockHeldBy who held the lock that keeps two dumps apart, without being a dump; null if nobody did, and in those of
 *        versions that did not tell
 */
public record DumpRecord(String backupId, String cluster, Instant requestedAt, Instant startedAt, Instant finishedAt,
        SourceFacts source, List<DatabaseFacts> databases, List<DumpedArtifact> artifacts, String format,
        String fingerprintLevel, Map<String, String> tools, List<String> secretFiles,
        List<OmittedDatabase> omittedDatabases, String lockHeldBy) {

    public DumpRecord {
        databases = List.copyOf(databases);
        artifacts = List.copyOf(artifacts);
        tools = Map.copyOf(tools);
        secretFiles = secretFiles == null ? List.of() : List.copyOf(secretFiles);
        omittedDatabases = omittedDatabases == null ? List.of() : List.copyOf(omittedDatabases);
    }

    /** Of a dump that had the lock. */
    public DumpRecord(String backupId, String cluster, Instant requestedAt, Instant startedAt, Instant finishedAt,
            SourceFacts source, List<DatabaseFacts> databases, List<DumpedArtifact> artifacts, String format,
            String fingerprintLevel, Map<String, String> tools, List<String> secretFiles,
            List<OmittedDatabase> omittedDatabases) {
        this(backupId, cluster, requestedAt, startedAt, finishedAt, source, databases, artifacts, format,
                fingerprintLevel, tools, secretFiles, omittedDatabases, null);
    }
}
