package io.groundzero.backup.contracts.message;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
     * @param files each of them, at most {@value #FILES}; null from a version that only counted, or if there are more
     */
    public record Seen(String backupId, int artifacts, long bytes, boolean manifest, List<SeenFile> files) {

        /** More files than a backup of many databases has; a report must not grow with what others put there. */
        public static final int FILES = 20_000;

        public Seen {
            files = files == null ? null : List.copyOf(files);
        }

        /** Only counted. */
        public Seen(String backupId, int artifacts, long bytes, boolean manifest) {
            this(backupId, artifacts, bytes, manifest, null);
        }

        /** @param files all that lie in the backup's folder */
        public static Seen of(String backupId, Collection<SeenFile> files) {
            List<SeenFile> artifacts = files.stream().filter(file -> !BESIDE.contains(file.name())).toList();
            Set<String> names = files.stream().map(SeenFile::name).collect(Collectors.toSet());
            return new Seen(backupId, artifacts.size(), artifacts.stream().mapToLong(SeenFile::size).sum(),
                    names.contains(ObjectNames.MANIFEST) && names.contains(ObjectNames.MANIFEST_SIGNATURE),
                    files.size() > FILES ? null : List.copyOf(files));
        }
    }

    /** Lie beside the artifacts, and are named in no manifest. */
    private static final Set<String> BESIDE = Set.of(ObjectNames.MANIFEST, ObjectNames.MANIFEST_SIGNATURE,
            ObjectNames.RESTORE_GUIDE);

    /**
     * @param name in the backup's folder
     * @param size in bytes
     * @param tag changes when the file is written again: the ETag of an object, the time of the last change of a file;
     *        null if the place has none
     */
    public record SeenFile(String name, long size, String tag) {
    }

    public String routingKey() {
        return ROUTING_KEY_PREFIX + place;
    }
}
