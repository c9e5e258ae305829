package io.groundzero.backup.contracts.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The commit record of a backup: {@code manifest.json}, written to the bucket last.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout
 * @param backupId the backup
 * @param cluster the protected cluster's name
 * @param requestedAt when the backup was asked for
 * @param shippedAt when the last artifact was in the bucket
 * @param source the protected cluster
 * @param databases one per database; the RPO counts from the oldest snapshot
 * @param artifacts all files of the backup but the manifest, its signature and RESTORE.md
 * @param format {@code directory} or {@code plain}
 * @param fingerprintLevel how much of the content the fingerprint covers
 * @param tools program and version
 * @param durations milliseconds by stage ({@code dump}, {@code encrypt}, {@code ship})
 * @param secretFiles names of the secret files in the configuration artifact; their content is nowhere else. Empty in
 *        those of versions that had none
 * @param omittedDatabases what the source has and the backup does not, but for template0 and template1. Empty in those of
 *        versions that did not tell
 * @param restoreGuide of RESTORE.md, which people run by hand; null in those of versions that did not protect it
 */
public record Manifest(int schemaVersion, String backupId, String cluster, Instant requestedAt, Instant shippedAt,
        SourceFacts source, List<DatabaseFacts> databases, List<EncryptedArtifact> artifacts, String format,
        String fingerprintLevel, Map<String, String> tools, Map<String, Long> durations, List<String> secretFiles,
        List<OmittedDatabase> omittedDatabases, Digest restoreGuide) {

    public static final int SCHEMA_VERSION = 2;
    /** Its backups hold no checks, and a fingerprint of rows only; those of every later one must hold more. */
    public static final int FIRST_VERSION = 1;

    public Manifest {
        databases = List.copyOf(databases);
        artifacts = List.copyOf(artifacts);
        tools = Map.copyOf(tools);
        durations = Map.copyOf(durations);
        secretFiles = secretFiles == null ? List.of() : List.copyOf(secretFiles);
        omittedDatabases = omittedDatabases == null ? List.of() : List.copyOf(omittedDatabases);
    }

    /** Without a restore guide, which is written from it. */
    public Manifest(int schemaVersion, String backupId, String cluster, Instant requestedAt, Instant shippedAt,
            SourceFacts source, List<DatabaseFacts> databases, List<EncryptedArtifact> artifacts, String format,
            String fingerprintLevel, Map<String, String> tools, Map<String, Long> durations,
            List<String> secretFiles, List<OmittedDatabase> omittedDatabases) {
        this(schemaVersion, backupId, cluster, requestedAt, shippedAt, source, databases, artifacts, format,
                fingerprintLevel, tools, durations, secretFiles, omittedDatabases, null);
    }

    /** Of a backup that holds all databases of the source. */
    public Manifest(int schemaVersion, String backupId, String cluster, Instant requestedAt, Instant shippedAt,
            SourceFacts source, List<DatabaseFacts> databases, List<EncryptedArtifact> artifacts, String format,
            String fingerprintLevel, Map<String, String> tools, Map<String, Long> durations,
            List<String> secretFiles) {
        this(schemaVersion, backupId, cluster, requestedAt, shippedAt, source, databases, artifacts, format,
                fingerprintLevel, tools, durations, secretFiles, List.of());
    }

    /** The same with a restore guide, which is written from the rest. */
    public Manifest withRestoreGuide(Digest guide) {
        return new Manifest(schemaVersion, backupId, cluster, requestedAt, shippedAt, source, databases, artifacts,
                format, fingerprintLevel, tools, durations, secretFiles, omittedDatabases, guide);
    }

    /** The instant to which a restore takes one back: the oldest snapshot, or the request if there is no database. */
    public Instant snapshotAt() {
        return databases.stream().map(DatabaseFacts::snapshotAt).min(Instant::compareTo).orElse(requestedAt);
    }
}
