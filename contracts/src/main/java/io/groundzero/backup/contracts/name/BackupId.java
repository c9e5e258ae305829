package io.groundzero.backup.contracts.name;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one run for one cluster: {@code <cluster>-<yyyyMMdd'T'HHmmss'Z'>}, in UTC. Safe as a file and object name:
 * the cluster's name is {@code [a-z0-9][a-z0-9-]{0,39}}.
 *
 * @param cluster the protected cluster's name
 * @param time when the backup was requested, in whole seconds
 */
public record BackupId(String cluster, Instant time) implements Comparable<BackupId> {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern CLUSTER = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern ID = Pattern.compile("(" + CLUSTER.pattern() + ")-(\\d{8}T\\d{6}Z)");

    public BackupId {
        requireClusterName(cluster);
        time = Objects.requireNonNull(time).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * @throws IllegalArgumentException if the text is no backup id
     */
    public static BackupId parse(String text) {
        Matcher matcher = ID.matcher(Objects.requireNonNull(text));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a backup id: " + printable(text));
        }
        try {
            Instant time = LocalDateTime.parse(matcher.group(2), FORMAT).toInstant(ZoneOffset.UTC);
            return new BackupId(matcher.group(1), time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a backup id: " + printable(text), e);
        }
    }

    /**
     * @return the name, unchanged
     * @throws IllegalArgumentException if a cluster cannot be called so
     */
    public static String requireClusterName(String name) {
        if (!CLUSTER.matcher(Objects.requireNonNull(name)).matches()) {
            throw new IllegalArgumentException("not a cluster name (" + CLUSTER.pattern() + "): " + printable(name));
        }
        return name;
    }

    /** The id of the following second, for when this one is taken. */
    public BackupId next() {
        return new BackupId(cluster, time.plusSeconds(1));
    }

    @Override
    public int compareTo(BackupId other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : cluster.compareTo(other.cluster);
    }

    @Override
    public String toString() {
        return cluster + "-" + FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }

    private static String printable(String text) {
        String safe = text.replaceAll("[^\\x20-\\x7e]", "?");
        return safe.length() > 80 ? safe.substring(0, 80) + "…" : safe;
    }
}
