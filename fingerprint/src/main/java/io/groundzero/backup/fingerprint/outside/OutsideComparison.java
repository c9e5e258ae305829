package io.groundzero.backup.fingerprint.outside;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.proof.NotInBackup.Item;

/** What did not come back of what no dump holds. Pure logic. */
public final class OutsideComparison {

    private static final String NEVER_CALLED = " (not called)";

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private final String database;
    private final Set<String> accepted;
    private final List<Item> items = new ArrayList<>();

    private OutsideComparison(String database, Set<String> accepted) {
        this.database = database;
        this.accepted = accepted;
    }

    /**
     * @param database its name, as it is
     * @param source read in the snapshot of the dump
     * @param copy read in the restored copy, before anything was done to it
     * @param versions of extensions that are not the same in source and copy: their members are not compared
     * @param accepted names that a person accepted, with the database
     */
    public static List<Item> items(String database, Collection<OutsideObject> source, Collection<OutsideObject> copy,
            Set<String> versions, Set<String> accepted) {
        OutsideComparison comparison = new OutsideComparison(quoted(database), accepted);
        comparison.extensionTables(of(Kind.EXTENSION_TABLE, source), of(Kind.EXTENSION_TABLE, copy));
        comparison.extensionSequences(of(Kind.EXTENSION_SEQUENCE, source), of(Kind.EXTENSION_SEQUENCE, copy));
        of(Kind.SYSTEM_TABLE, source).values().forEach(table -> comparison.add(Kind.SYSTEM_TABLE, table, "table "
                + table.name() + " in database " + comparison.database + " lies in a schema of PostgreSQL's own: "
                + (table.rows() == null
                        ? "the dump role may not read it"
                        : "its " + rows(table)
                                + " are not in the backup")));
        comparison.unlogged(Kind.UNLOGGED_TABLE, source, "table ", "its rows are");
        comparison.unlogged(Kind.UNLOGGED_SEQUENCE, source, "sequence ", "where it stands is");
        comparison.changes(Kind.EXTENSION_MEMBER, source, copy, versions);
        comparison.changes(Kind.SYSTEM_CHANGE, source, copy, Set.of());
        comparison.absent(Kind.SYSTEM_OBJECT, source, copy,
                " lies in a schema of PostgreSQL's own and is not in the backup");
        comparison.absent(Kind.INVALID_INDEX, source, copy, " is not valid, and so is not in the backup");
        comparison.absent(Kind.FOREIGN_TABLE, source, List.of(), ": its definition is in the backup, its rows are not");
        return comparison.items;
    }

    private void extensionTables(Map<String, OutsideObject> source, Map<String, OutsideObject> copy) {
        source.forEach((name, wanted) -> {
            OutsideObject found = copy.get(name);
            String table = "table " + name + " in database " + database + " belongs to extension "
                    + wanted.extension();
            if (wanted.rows() == null) {
                add(Kind.EXTENSION_TABLE, wanted,
                        table + ", and the dump role may not read it: whether its rows are in "
                                + "the backup is not known");
            } else if (found == null) {
                if (wanted.rows() > 0) {
                    add(Kind.EXTENSION_TABLE, wanted, table + ": its " + rows(wanted) + " are not in the backup");
                }
            } else if (!wanted.rows().equals(found.rows())) {
                add(Kind.EXTENSION_TABLE, wanted, table + ", and not all of its rows are in the backup as they are in "
                        + "the source: " + rows(wanted) + " in the source, " + rows(found) + " after a restore");
            } else if (wanted.state() == null || !wanted.state().equals(found.state())) {
                add(Kind.EXTENSION_TABLE, wanted, table + ", and after a restore it has as many rows as in the source ("
                        + rows(wanted) + "), but "
                        + (wanted.state() == null ? "too many to be compared" : "not the same ones"));
            }
        });
    }

    private void extensionSequences(Map<String, OutsideObject> source, Map<String, OutsideObject> copy) {
        source.forEach((name, wanted) -> {
            OutsideObject found = copy.get(name);
            String sequence = "sequence " + name + " in database " + database + " belongs to extension "
                    + wanted.extension();
            if (wanted.state() == null) {
                add(Kind.EXTENSION_SEQUENCE, wanted, sequence + ", and the dump role may not read it");
            } else if (found == null) {
                if (!wanted.state().endsWith(NEVER_CALLED)) {
                    add(Kind.EXTENSION_SEQUENCE, wanted,
                            sequence + ": that it stands at " + wanted.state() + " is not in the backup");
                }
            } else if (!wanted.state().equals(found.state())) {
                add(Kind.EXTENSION_SEQUENCE, wanted, sequence + ": it stands at " + wanted.state()
                        + " in the source, at " + found.state() + " after a restore");
            }
        });
    }

    private void unlogged(Kind kind, Collection<OutsideObject> source, String type, String lost) {
        of(kind, source).forEach((name, object) -> add(kind, object, type + name + " in database " + database
                + " is unlogged, and the dump was made on a standby, which has nothing of it: " + lost
                + " not in the backup. Dump the primary, or let it be logged there: ALTER "
                + type.strip().toUpperCase(Locale.ROOT) + " " + name + " SET LOGGED"));
    }

    private void changes(Kind kind, Collection<OutsideObject> source, Collection<OutsideObject> copy,
            Set<String> versions) {
        Map<String, OutsideObject> found = of(kind, copy);
        of(kind, source).forEach((name, wanted) -> {
            boolean comparable = wanted.extension() == null || !versions.contains(wanted.extension());
            OutsideObject there = found.get(name);
            if (comparable && (there == null || !Objects.equals(wanted.state(), there.state())) && !told(name)) {
                String owner = wanted.extension() == null ? "" : " of extension " + wanted.extension();
                add(kind, wanted, name + owner + " in database " + database + (there == null
                        ? " is not in the backup"
                        : ": what was changed in definition or comment is not in the backup"));
            }
        });
    }

    private void absent(Kind kind, Collection<OutsideObject> source, Collection<OutsideObject> copy, String words) {
        Map<String, OutsideObject> found = of(kind, copy);
        of(kind, source).forEach((name, wanted) -> {
            if (!found.containsKey(name)) {
                add(kind, wanted, name + " in database " + database + words);
            }
        });
    }

    /** Whether it was told already that its data are missing. */
    private boolean told(String description) {
        return items.stream()
                .anyMatch(item -> description.equals("table " + item.name().substring(database.length() + 1))
                        || description.equals("sequence " + item.name().substring(database.length() + 1)));
    }

    private void add(Kind kind, OutsideObject object, String words) {
        String name = database + "." + object.name();
        items.add(new Item(kind.word(), name, object.rows(), kind.data(), kind.data() && accepted.contains(name),
                words));
    }

    /** A database's name, quoted where SQL would. */
    public static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String rows(OutsideObject object) {
        if (object.rows() == null) {
            return "an unknown number of rows";
        }
        return object.rows() > OutsideObject.MOST_ROWS
                ? "more than " + OutsideObject.MOST_ROWS + " rows"
                : object.rows() + (object.rows() == 1 ? " row" : " rows");
    }

    private static Map<String, OutsideObject> of(Kind kind, Collection<OutsideObject> objects) {
        Map<String, OutsideObject> named = new TreeMap<>();
        objects.stream().filter(object -> object.kind().equals(kind.word()))
                .forEach(object -> named.put(object.name(), object));
        return named;
    }
}
