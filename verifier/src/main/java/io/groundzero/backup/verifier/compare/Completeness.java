package io.groundzero.backup.verifier.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.NotInBackup;
import io.groundzero.backup.contracts.proof.NotInBackup.Item;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.fingerprint.outside.ClusterOutside;
import io.groundzero.backup.fingerprint.outside.ClusterOutsideComparison;
import io.groundzero.backup.fingerprint.outside.OutsideComparison;
import io.groundzero.backup.verifier.proof.Databases;
import io.groundzero.backup.verifier.proof.Evidence;

/**
 * The last step: whether the backup can hold all of what users have in the source. A copy may be exactly what was dumped,
 * and yet not be all.
 */
public final class Completeness {

    private static final int NAMED = 10;

    private final Set<String> accepted;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, List<Item>> byDatabase = new LinkedHashMap<>();
    private boolean looked;

    private Completeness(List<String> accepted, boolean looked) {
        this.accepted = new LinkedHashSet<>(accepted);
        this.looked = looked;
    }

    static Completeness of(Fingerprint source) {
        return new Completeness(source.accepted(), source.outside() != null);
    }

    static Completeness notLookedAt() {
        return new Completeness(List.of(), false);
    }

    void compare(DatabaseFingerprint source, DatabaseFingerprint copy) {
        if (source.outside() == null || copy.outside() == null) {
            looked = false;
            return;
        }
        Set<String> versions = source.extensions().entrySet().stream()
                .filter(extension -> !extension.getValue().equals(copy.extensions().get(extension.getKey())))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        List<Item> found = OutsideComparison.items(source.database(), source.outside(), copy.outside(), versions,
                accepted);
        items.addAll(found);
        byDatabase.put(source.database(), found);
    }

    /** @param fresh the catalogue of a template1 in which nobody has done anything */
    void compareCluster(ClusterOutside source, Catalogue fresh) {
        items.addAll(ClusterOutsideComparison.items(source, fresh, accepted));
    }

    /** For the proof; null if the dumper did not look, as those of earlier versions. */
    public NotInBackup notInBackup() {
        if (!looked) {
            return null;
        }
        List<Item> sorted = items.stream().sorted(Comparator.comparing((Item item) -> !item.unaccepted())
                .thenComparing(item -> !item.data()).thenComparing(Item::name)).toList();
        return new NotInBackup(sorted.stream().limit(NotInBackup.ITEMS).toList(),
                Math.max(0, sorted.size() - NotInBackup.ITEMS));
    }

    /**
     * Tells which databases lack data that nobody accepted to be missing.
     *
     * @throws BackupException DATA_NOT_IN_BACKUP if they are missing in what the databases share, naming the first
     */
    public void judge(Databases databases, Evidence evidence) throws BackupException {
        if (!looked) {
            evidence.summary("not looked at: a backup of an earlier version does not tell what no dump holds");
            return;
        }
        NotInBackup missing = notInBackup();
        missing.items().forEach(item -> evidence.add((item.accepted() ? "accepted: " : "") + item.words()));
        unused().forEach(evidence::add);
        byDatabase.forEach((database, found) -> {
            List<Item> unaccepted = unaccepted(found);
            if (!unaccepted.isEmpty()) {
                databases.failed(database, missing(unaccepted));
            }
        });
        List<Item> unaccepted = unaccepted(items);
        if (unaccepted.size() > byDatabase.values().stream().mapToInt(found -> unaccepted(found).size()).sum()) {
            throw missing(unaccepted);
        }
        evidence.summary(words());
    }

    private static List<Item> unaccepted(List<Item> items) {
        return items.stream().filter(Item::unaccepted).toList();
    }

    private static BackupException missing(List<Item> unaccepted) {
        int more = unaccepted.size() - NAMED;
        return new BackupException(ErrorCode.DATA_NOT_IN_BACKUP, "what was dumped came back, but it is not all: "
                + unaccepted.stream().limit(NAMED).map(item -> item.words() + " (" + item.name() + ")")
                        .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : ""));
    }

    /** One clause for the proof's summary, or nothing. */
    public String clause() {
        long count = items.stream().filter(Item::accepted).count();
        return count == 0 ? "" : "; " + count + " not in the backup, which was accepted by name";
    }

    private String words() {
        long told = items.stream().filter(item -> !item.data()).count();
        return "no data of users are missing" + (items.size() == told ? "" : " but those that were accepted by name")
                + (told == 0 ? "" : "; " + told + " other things are not in the backup");
    }

    /** What is no longer missing should not stay accepted. */
    private Stream<String> unused() {
        Set<String> names = items.stream().map(Item::name).collect(Collectors.toSet());
        return accepted.stream().filter(name -> !names.contains(name))
                .map(name -> "accepted, but not missing: " + name);
    }
}
