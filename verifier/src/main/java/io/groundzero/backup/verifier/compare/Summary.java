package io.groundzero.backup.verifier.compare;

import java.util.List;

import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;

/** One sentence about a comparison. */
final class Summary {

    private Summary() {
    }

    static String of(Fingerprint expected, Level level, List<TableEvidence> tables) {
        long identical = tables.stream().filter(TableEvidence::identical).count();
        String what = switch (level) {
            case FULL -> " tables identical";
            case SAMPLED -> " tables identical as far as they were sampled";
            case COUNTS -> " tables have as many rows as in the source";
        };
        return identical + " of " + tables.size() + what + catalogue(expected) + " (level " + level.word() + ")";
    }

    private static String catalogue(Fingerprint expected) {
        if (expected.schemaVersion() == Fingerprint.ROWS_ONLY) {
            return ", but neither catalogue nor sequences: a backup of an earlier version does not tell them";
        }
        long roles = roles(expected.cluster());
        long entries = expected.databases().stream().mapToLong(database -> database.catalogue().size()).sum()
                + expected.cluster().size() - roles;
        long sequences = expected.databases().stream().map(DatabaseFingerprint::sequences).mapToLong(List::size).sum();
        return ", " + entries + " catalogue entries, " + sequences + " sequences, " + roles + " roles";
    }

    private static long roles(Catalogue cluster) {
        return cluster.entries().keySet().stream().filter(name -> name.startsWith("role ")).count()
                + cluster.changed().keySet().stream().filter(name -> name.startsWith("role ")).count();
    }
}
