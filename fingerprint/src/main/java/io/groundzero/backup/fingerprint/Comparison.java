package io.groundzero.backup.fingerprint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            String where = expected.database() + ": " + name;
            if (!found.containsKey(name)) {
                differences.add(where + " is missing (" + wanted.get(name).rows() + " rows in the source)");
            } else if (!wanted.containsKey(name)) {
                differences.add(where + " was not in the source (" + found.get(name).rows() + " rows restored)");
            } else if (wanted.get(name).rows() != found.get(name).rows()) {
                differences.add(where + " has " + found.get(name).rows() + " rows, " + wanted.get(name).rows()
                        + " in the source");
            }
        }
        if (expected.largeObjects() != actual.largeObjects()) {
            differences.add(expected.database() + ": " + actual.largeObjects() + " large objects, "
                    + expected.largeObjects() + " in the source");
        }
        return differences;
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
