package io.groundzero.backup.fingerprint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Compares what was restored with what was there. */
public final class Comparison {

    private Comparison() {
    }

    /**
     * @param expected the source at the snapshot of the dump
     * @param actual the restored copy
     * @return one sentence for each difference, naming database and table; empty means equal
     */
    public static List<String> differences(DatabaseFingerprint expected, DatabaseFingerprint actual) {
        List<String> differences = new ArrayList<>();
        if (!expected.database().equals(actual.database())) {
            differences.add("database " + expected.database() + " was compared with " + actual.database());
        }
        Map<String, TableFingerprint> wanted = byName(expected);
        Map<String, TableFingerprint> found = byName(actual);
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            difference(wanted.get(name), found.get(name))
                    .ifPresent(difference -> differences.add(expected.database() + ": " + name + " " + difference));
        }
        if (expected.largeObjects() != actual.largeObjects()) {
            differences.add(expected.database() + ": " + actual.largeObjects() + " large objects, "
                    + expected.largeObjects() + " in the source");
        }
        return differences;
    }

    /** How one table differs; either may be null, not both. */
    private static Optional<String> difference(TableFingerprint wanted, TableFingerprint found) {
        if (found == null) {
            return Optional.of("is missing (" + wanted.rows() + " rows in the source)");
        }
        if (wanted == null) {
            return Optional.of("was not in the source (" + found.rows() + " rows restored)");
        }
        if (wanted.rows() != found.rows()) {
            return Optional.of("has " + found.rows() + " rows, " + wanted.rows() + " in the source");
        }
        if (!Objects.equals(wanted.content(), found.content())) {
            return Optional.of("has as many rows as in the source (" + wanted.rows() + "), but not the same ones");
        }
        return Optional.empty();
    }

    private static Map<String, TableFingerprint> byName(DatabaseFingerprint fingerprint) {
        Map<String, TableFingerprint> tables = new LinkedHashMap<>();
        for (TableFingerprint table : fingerprint.tables()) {
            if (tables.put(table.name(), table) != null) {
                throw new IllegalArgumentException("two tables called " + table.name() + " in one fingerprint");
            }
        }
        return tables;
    }
}
