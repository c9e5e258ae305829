package io.groundzero.backup.contracts.message;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.groundzero.backup.contracts.name.ObjectNames;

/**
 * Which backups lie in one place, seen by looking at it: by the shipper on its volume, by the verifier in the bucket.
 * What the gateway expects there and does not find has vanished. Routing key {@value #ROUTING_KEY_PREFIX}
 * and the place.
 *
 * @param at when it was looked at, by the clock of the service that did
 * @param nextAt when the next report follows at the latest
 * @param place {@value #LOCAL} or {@value #OFF_SITE}
 * @param since only backups with a time from here on were looked for
 * @param copies those that were found, complete or not
 */
public record CopyReport(Instant at, Instant nextAt, String place, Instant since, List<Seen> copies) {

    public static final String ROUTING_KEY_PREFIX = "status.copies.";
    public static final String LOCAL = "local";
    public static final String OFF_SITE = "off-site";

    public CopyReport {
        copies = List.copyOf(copies);
    }

    /**
     * @param backupId the backup
     * @param artifacts how many files lie there, without manifest, signature and RESTORE.md
     * @param bytes their size
     * @param manifest whether the manifest and its signature lie there
     */
    public record Seen(String backupId, int artifacts, long bytes, boolean manifest) {

        /**
         * @param files the names in the backup's folder with their sizes
         */
        public static Seen of(String backupId, Map<String, Long> files) {
            Map<String, Long> artifacts = new HashMap<>(files);
            artifacts.keySet().removeAll(
                    Set.of(ObjectNames.MANIFEST, ObjectNames.MANIFEST_SIGNATURE, ObjectNames.RESTORE_GUIDE));
            return new Seen(backupId, artifacts.size(), artifacts.values().stream().mapToLong(Long::longValue).sum(),
                    files.containsKey(ObjectNames.MANIFEST) && files.containsKey(ObjectNames.MANIFEST_SIGNATURE));
        }
    }

    public String routingKey() {
        return ROUTING_KEY_PREFIX + place;
    }
}
