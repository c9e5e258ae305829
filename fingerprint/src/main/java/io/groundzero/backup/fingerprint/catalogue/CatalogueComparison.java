package io.groundzero.backup.fingerprint.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares the catalogue of a copy with the source's. */
public final class CatalogueComparison {

    private static final int LONGEST = 200;
    private static final int LINES = 3;
    private static final Pattern HASH = Pattern.compile("(sha256:|password: )[0-9a-f]{32}");
    /** Bodies of functions are text, not expressions: to the letter. */
    private static final Pattern TO_THE_LETTER = Pattern.compile("(function|procedure) .*");
    private static final String SQL_BODY = "\nBEGIN ATOMIC\n";

    /**
     * What a new database has by itself, and a dump does not take away: a source that dropped it gets it back, which
     * does no harm.
     */
    private static final List<String> COMES_BACK = List.of("schema public", "grants on schema public",
            "extension plpgsql");

    private CatalogueComparison() {
    }

    /**
     * @param copy read once
     * @return one sentence for each difference, without the database
     */
    public static List<String> differences(Catalogue source, Catalogue copy) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(source.entries().keySet());
        names.addAll(source.changed().keySet());
        names.addAll(copy.entries().keySet());
        for (String name : names) {
            String found = copy.entries().get(name);
            List<String> admitted = source.changed().get(name);
            if (admitted == null) {
                admitted = new ArrayList<>();
                admitted.add(source.entries().get(name));
            }
            if (!admits(name, admitted, found)) {
                difference(name, admitted.get(0), found, differences);
            }
        }
        return differences;
    }

    /** What came back although the source had dropped it, one sentence each. */
    public static List<String> notes(Catalogue source, Catalogue copy) {
        return COMES_BACK.stream().filter(name -> copy.entries().containsKey(name)
                && !source.entries().containsKey(name) && !source.changed().containsKey(name))
                .map(name -> name + " was not in the source; every new database has it").toList();
    }

    /** @return one sentence for each difference, without the database */
    public static List<String> sequences(Collection<SequenceFingerprint> source,
            Collection<SequenceFingerprint> copy) {
        Map<String, SequenceValue> found = new HashMap<>();
        copy.forEach(sequence -> found.put(sequence.name(), sequence.after()));
        List<String> differences = new ArrayList<>();
        for (SequenceFingerprint sequence : source) {
            SequenceValue value = found.remove(sequence.name());
            // one that is missing is missed in the catalogue, too
            if (!sequence.admits(value)) {
                differences.add("sequence " + sequence.name()
                        + (value == null ? " is missing, " : " stands at " + value + ", ") + sequence.words());
            }
        }
        found.keySet().stream().sorted()
                .forEach(name -> differences.add("sequence " + name + " was not in the source"));
        return differences;
    }

    private static boolean admits(String name, List<String> admitted, String found) {
        if (admitted.contains(found) || found != null && admitted.get(0) == null && COMES_BACK.contains(name)) {
            return true;
        }
        if (found == null || TO_THE_LETTER.matcher(name).matches() && !found.contains(SQL_BODY)) {
            return false;
        }
        String wording = Wording.of(found);
        return admitted.stream().anyMatch(definition -> definition != null && Wording.of(definition).equals(wording));
    }

    private static void difference(String name, String wanted, String found, List<String> differences) {
        if (found == null) {
            differences.add(name + " is missing");
        } else if (wanted == null) {
            differences.add(name + " was not in the source");
        } else {
            differences.add(name + " " + difference(wanted, found));
        }
    }

    private static String difference(String wanted, String found) {
        List<String> missing = new ArrayList<>(wanted.lines().toList());
        List<String> added = new ArrayList<>(found.lines().toList());
        for (String line : wanted.lines().toList()) {
            if (added.remove(line)) {
                missing.remove(line);
            }
        }
        if (missing.isEmpty() && added.isEmpty()) {
            return "has its parts in another order: " + quoted(found.lines().toList()) + ", in the source "
                    + quoted(wanted.lines().toList());
        }
        if (added.isEmpty()) {
            return "lacks " + quoted(missing);
        }
        return missing.isEmpty()
                ? "has " + quoted(added) + ", which the source has not"
                : "has " + quoted(added) + ", in the source " + quoted(missing);
    }

    private static String quoted(List<String> lines) {
        String text = String.join(" / ", lines.subList(0, Math.min(LINES, lines.size()))).strip();
        text = HASH.matcher(text).replaceAll("$1(another)");
        return "\"" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "\""
                + (lines.size() > LINES ? " and " + (lines.size() - LINES) + " lines more" : "");
    }
}
