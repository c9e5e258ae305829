package io.groundzero.backup.contracts.name;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of a backup's files, the same on the volume and in the bucket.
 */
public final class ObjectNames {

    public static final String GLOBALS = "globals.sql.zst.gpg";
    public static final String CONFIGURATION = "config.tar.zst.gpg";
    public static final String FINGERPRINT = "fingerprint.json.zst.gpg";
    public static final String CHECKS = "checks.tar.zst.gpg";
    public static final String MANIFEST = "manifest.json";
    public static final String MANIFEST_SIGNATURE = "manifest.json.asc";
    public static final String RESTORE_GUIDE = "RESTORE.md";

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+|");
    private static final DateTimeFormatter PROOF_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'",
            Locale.ROOT);

    private ObjectNames() {
    }

    /** {@code pg_dump -Fd} compressed by pg_dump itself, from PostgreSQL 16 on. */
    public static String directoryDump(String database) {
        return encode(database) + ".dir.tar.gpg";
    }

    /** {@code pg_dump -Fd -Z0}, compressed in the stream, for PostgreSQL 15. */
    public static String directoryDumpCompressed(String database) {
        return encode(database) + ".dir.tar.zst.gpg";
    }

    /** Format {@code plain}: SQL text, gzip. */
    public static String plainDump(String database) {
        return encode(database) + ".sql.gz.gpg";
    }

    /** Percent-encodes the UTF-8 bytes of a database's name outside {@code [A-Za-z0-9_-]}. */
    public static String encode(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
                    || c == '-';
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }

    /**
     * Where a backup lies in the bucket: {@code [<prefix>/]<cluster>/<backup-id>/}.
     *
     * @param prefix may be empty; no slash at either end
     */
    public static String folder(String prefix, BackupId backup) {
        return root(prefix) + backup.cluster() + "/" + backup + "/";
    }

    /** Where a cluster's backups lie in the bucket: {@code [<prefix>/]<cluster>/}. */
    public static String clusterFolder(String prefix, String cluster) {
        return root(prefix) + BackupId.requireClusterName(cluster) + "/";
    }

    /** Where a backup's proofs lie in the bucket: {@code [<prefix>/]proofs/<backup-id>/}. */
    public static String proofFolder(String prefix, BackupId backup) {
        return root(prefix) + "proofs/" + backup + "/";
    }

    /** A proof's key; its signature lies under the same name with {@code .asc} behind. */
    public static String proof(String prefix, BackupId backup, Instant requestedAt) {
        return proofFolder(prefix, backup) + PROOF_TIME.format(requestedAt.atOffset(ZoneOffset.UTC)) + ".json";
    }

    /** The key of the report of a mutation run; its signature lies under the same name with {@code .asc} behind. */
    public static String mutationReport(String prefix, Instant at) {
        return root(prefix) + "proofs/mutation/" + PROOF_TIME.format(at.atOffset(ZoneOffset.UTC)) + ".json";
    }

    /** The report of the game day that this verification was part of; its signature lies beside it. */
    public static String drillReport(String prefix, BackupId backup, Instant requestedAt) {
        String proof = proof(prefix, backup, requestedAt);
        return proof.substring(0, proof.length() - ".json".length()) + ".drill.json";
    }

    private static String root(String prefix) {
        if (!PREFIX.matcher(prefix).matches() || prefix.contains("..")) {
            throw new IllegalArgumentException("not a key prefix: " + prefix);
        }
        return prefix.isEmpty() ? "" : prefix + "/";
    }
}
