package io.groundzero.backup.fingerprint.outside;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.groundzero.backup.contracts.proof.NotInBackup.Item;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.catalogue.CatalogueComparison;

/** What a backup of a cluster does not hold, beside what its databases tell. Pure logic. */
public final class ClusterOutsideComparison {

    /** Of each template; nobody reads more. */
    private static final int MOST_DIFFERENCES = 50;

    private ClusterOutsideComparison() {
    }

    /**
     * @param fresh the catalogue of a template1 in which nobody has done anything
     * @param accepted names that a person accepted, with the database
     */
    public static List<Item> items(ClusterOutside source, Catalogue fresh, Set<String> accepted) {
        List<Item> items = new ArrayList<>();
        for (OutsideObject object : source.objects()) {
            items.add(new Item(object.kind(), object.name(), null, false, false,
                    object.kind() + " " + object.name() + " is not in the backup"));
        }
        for (Template template : source.templates()) {
            template(template, fresh, accepted, items);
        }
        return items;
    }

    private static void template(Template template, Catalogue fresh, Set<String> accepted, List<Item> items) {
        String database = OutsideComparison.quoted(template.database());
        for (OutsideObject table : template.tables()) {
            String name = database + "." + table.name();
            items.add(new Item(Kind.TEMPLATE_TABLE.word(), name, table.rows(), true, accepted.contains(name),
                    "table " + table.name() + " in template " + database + ", which is not dumped: "
                            + (table.rows() == null
                                    ? "the dump role may not read it"
                                    : "its " + OutsideComparison.rows(table) + " are not in the backup")));
        }
        if (template.catalogue() == null) {
            items.add(told(database, "template " + database + ", which is not dumped, could not be looked at: "
                    + template.unread()));
            return;
        }
        List<String> differences = CatalogueComparison.differences(template.catalogue(), fresh);
        differences.stream().limit(MOST_DIFFERENCES).forEach(difference -> items.add(told(database,
                "template " + database + ", which is not dumped; after a restore " + difference)));
        if (differences.size() > MOST_DIFFERENCES) {
            items.add(told(database, "template " + database + ", which is not dumped: "
                    + (differences.size() - MOST_DIFFERENCES) + " more"));
        }
    }

    private static Item told(String database, String words) {
        return new Item(Kind.TEMPLATE.word(), database, null, false, false, words);
    }
}
