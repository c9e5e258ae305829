package io.groundzero.backup.fingerprint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.catalogue.CatalogueComparison;

/** Compares what was restored with what was there. */
public final class Comparison {

    /**
     * What a comparison found.
     *
     * @param tables all tables of source and copy, differing ones first, then by name
     * @param differences one sentence for each difference, naming database and object; empty means equal
     * @param notes what is not the same and need not be, one sentence each
     */
    public record Result(List<TableEvidence> tables, List<String> differences, List<String> notes) {

        public Result {
            tables = List.copyOf(tables);
            differences = List.copyOf(differences);
            notes = List.copyOf(notes);
        }
    }

    private Comparison() {
    }

    /** As {@link #compare}, differences only. */
    public static List<String> differences(DatabaseFingerprint expected, DatabaseFingerprint actual) {
        return compare(expected, actual).differences();
    }

    /**
     * Compares a database. If one of the two is of the first version only rows are compared.
     *
     * @param expected the source at the snapshot of the dump
     * @param actual the restored copy
     */
    public static Result compare(DatabaseFingerprint expected, DatabaseFingerprint actual) {
        String database = expected.database();
        List<String> differences = new ArrayList<>();
        if (!database.equals(actual.database())) {
            differences.add("database " + database + " was compared with " + actual.database());
        }
        List<TableEvidence> tables = tables(expected, actual);
        tables.stream().filter(table -> !table.identical())
                .forEach(table -> differences.add(database + ": " + table.table() + " " + table.difference()));
        largeObjects(expected, actual, differences);
        List<String> notes = new ArrayList<>();
        if (expected.catalogue() != null && actual.catalogue() != null) {
            prefixed(database, CatalogueComparison.differences(expected.catalogue(), actual.catalogue()), differences);
            prefixed(database, CatalogueComparison.sequences(expected.sequences(), actual.sequences()), differences);
            prefixed(database, CatalogueComparison.notes(expected.catalogue(), actual.catalogue()), notes);
            prefixed(database, Notes.of(expected, actual), notes);
        }
        return new Result(tables, differences, notes);
    }

    /**
     * Compares what the databases of a cluster share.
     *
     * @return one sentence for each difference; empty means equal
     */
    public static List<String> compareClusters(Catalogue expected, Catalogue actual) {
        List<String> differences = new ArrayList<>();
        prefixed("cluster", CatalogueComparison.differences(expected, actual), differences);
        return differences;
    }

    private static List<TableEvidence> tables(DatabaseFingerprint expected, DatabaseFingerprint actual) {
        Map<String, TableFingerprint> wanted = byName(expected);
        Map<String, TableFingerprint> found = byName(actual);
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        names.addAll(found.keySet());
        List<TableEvidence> evidence = new ArrayList<>();
        for (String name : names) {
            TableFingerprint source = wanted.get(name);
            String difference = difference(source, found.get(name));
            evidence.add(new TableEvidence(expected.database(), name, source == null ? null : source.rows(),
                    difference == null, difference));
        }
        evidence.sort(Comparator.comparing(TableEvidence::identical));
        return evidence;
    }

    /** How one table differs, or null; either may be null, not both. */
    private static String difference(TableFingerprint wanted, TableFingerprint found) {
        if (found == null) {
            return "is missing (" + wanted.rows() + " rows in the source)";
        }
        if (wanted == null) {
            return "was not in the source (" + found.rows() + " rows restored)";
        }
        if (wanted.rows() != found.rows()) {
            return "has " + found.rows() + " rows, " + wanted.rows() + " in the source";
        }
        if (!Objects.equals(wanted.content(), found.content())) {
            return "has as many rows as in the source (" + wanted.rows() + "), but not the same ones"
                    + ColumnWords.of(wanted, found);
        }
        return null;
    }

    private static void largeObjects(DatabaseFingerprint expected, DatabaseFingerprint actual,
            List<String> differences) {
        if (expected.largeObjects() != actual.largeObjects()) {
            differences.add(expected.database() + ": " + actual.largeObjects() + " large objects, "
                    + expected.largeObjects() + " in the source");
        } else if (expected.catalogue() != null && actual.catalogue() != null
                && !Objects.equals(expected.largeObjectContent(), actual.largeObjectContent())) {
            differences.add(expected.database() + ": as many large objects as in the source ("
                    + expected.largeObjects() + "), but not with the same content");
        }
    }

    private static void prefixed(String prefix, List<String> sentences, List<String> into) {
        sentences.forEach(sentence -> into.add(prefix + ": " + sentence));
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
