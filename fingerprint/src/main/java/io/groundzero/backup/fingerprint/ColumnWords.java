package io.groundzero.backup.fingerprint;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in which columns the rows of a table differ, as far as both sides have summed them. Pure logic. */
final class ColumnWords {

    private static final int NAMED = 10;

    private ColumnWords() {
    }

    /** What follows "not the same ones"; empty if nothing is known. */
    static String of(TableFingerprint wanted, TableFingerprint found) {
        List<String> plain = differing(wanted.columns(), found.columns());
        List<String> generated = differing(wanted.generated(), found.generated());
        boolean all = wanted.columns() != null && found.columns() != null;
        if (plain.isEmpty() && generated.isEmpty()) {
            return all ? ": each column holds the same values, but not in the same rows" : "";
        }
        StringBuilder words = new StringBuilder(": ");
        if (!plain.isEmpty()) {
            words.append(named(plain)).append(differ(plain));
        }
        if (!generated.isEmpty()) {
            words.append(plain.isEmpty() ? "" : "; ").append("generated ").append(named(generated))
                    .append(differ(generated)).append(": a restore computes ")
                    .append(generated.size() == 1 ? "it" : "them")
                    .append(" anew, and rows of the source are older than the expression or a function that it calls, or it"
                            + " depends on settings. Write the rows there anew (UPDATE)");
        }
        if (plain.isEmpty()) {
            words.append(all
                    ? "; all other columns are the same"
                    : "; other columns of so large a table are not told apart");
        }
        return words.toString();
    }

    private static List<String> differing(Map<String, String> wanted, Map<String, String> found) {
        if (wanted == null || found == null) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        names.retainAll(found.keySet());
        return names.stream().filter(name -> !Objects.equals(wanted.get(name), found.get(name))).toList();
    }

    private static String named(List<String> names) {
        String first = names.stream().limit(NAMED).map(TableFingerprint::quoted).collect(Collectors.joining(", "));
        int more = names.size() - NAMED;
        return (names.size() == 1 ? "column " : "columns ") + first + (more > 0 ? " and " + more + " more" : "");
    }

    private static String differ(List<String> names) {
        return names.size() == 1 ? " differs" : " differ";
    }
}
