package io.groundzero.backup.gateway.backup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.TableEvidence;

/**
 * Finds out whether a backup is much smaller than those before it. It may be faithful and the source damaged: somebody
 * deleted rows, or an application writes elsewhere. Pure logic; the answers are the end of a sentence, '' if nothing
 * dropped.
 */
final class Drop {

    /** How many backups before it are looked at; their median is what is normal. */
    static final int COMPARED = 7;

    /** Below this share of what is normal it is a drop. */
    private static final double SHARP = 0.5;

    /** So few rows come and go. */
    private static final long FEW_ROWS = 100;

    /** So few bytes are mostly names and headers. */
    private static final long FEW_BYTES = 64 * 1024;

    private static final int NAMED = 3;

    private Drop() {
    }

    static String ofSize(long bytes, List<Long> before) {
        long normal = median(before);
        return normal >= FEW_BYTES && bytes < normal * SHARP
                ? "has " + bytes + " bytes; " + normal + " were normal before"
                : "";
    }

    /** @param before proofs of the backups before it */
    static String ofRows(Proof proof, List<Proof> before) {
        Map<String, List<Long>> normal = new TreeMap<>();
        before.stream().flatMap(earlier -> rows(earlier).entrySet().stream())
                .forEach(entry -> normal.computeIfAbsent(entry.getKey(), table -> new ArrayList<>())
                        .add(entry.getValue()));
        Map<String, Long> now = rows(proof);
        boolean allNamed = proof.tables().size() < Proof.TABLES;
        List<String> drops = normal.entrySet().stream().flatMap(entry -> {
            // a table that was there only once or twice may have been temporary
            long usual = entry.getValue().size() * 2 > before.size() ? median(entry.getValue()) : 0;
            Long rows = now.get(entry.getKey());
            boolean dropped = usual >= FEW_ROWS && (rows == null ? allNamed : rows < usual * SHARP);
            return dropped
                    ? Stream.of(entry.getKey() + (rows == null ? " is gone" : " has " + rows + " rows") + ", " + usual
                            + " were normal")
                    : Stream.empty();
        }).toList();
        return String.join("; ", drops.subList(0, Math.min(NAMED, drops.size())))
                + (drops.size() > NAMED ? "; and " + (drops.size() - NAMED) + " more tables" : "");
    }

    private static Map<String, Long> rows(Proof proof) {
        Map<String, Long> rows = new HashMap<>();
        for (TableEvidence table : proof.tables()) {
            if (table.rows() != null) {
                rows.put(table.database() + "." + table.table(), table.rows());
            }
        }
        return rows;
    }

    private static long median(List<Long> values) {
        List<Long> sorted = values.stream().filter(Objects::nonNull).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
