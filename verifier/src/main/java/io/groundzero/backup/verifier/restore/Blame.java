package io.groundzero.backup.verifier.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * Rows are there that no restore accepts: does the source hold them, or has the dump lost others? Nothing is assumed; the
 * rows that were loaded are compared with the source's fingerprint.
 */
final class Blame {

    private final Compare compare;

    Blame(Compare compare) {
        this.compare = compare;
    }

    /**
     * @param tables those whose rows do not fit, as the dump names them
     * @return a sentence; empty if it cannot be told
     */
    String sentence(ThrowawayServer server, Manifest manifest, Path fingerprint, String database,
            List<String> tables) {
        Optional<List<String>> differences = compare.rows(server, manifest, fingerprint, database, tables);
        if (differences.isEmpty()) {
            return "";
        }
        if (differences.get().isEmpty()) {
            return "Row for row " + String.join(" and ", tables) + " came back as the source held "
                    + (tables.size() == 1 ? "it" : "them") + ": the dump is faithful. The source itself holds rows that"
                    + " do not fit, and no restore brings it back until they are mended there.";
        }
        return "The dump is to blame: " + String.join("; ", differences.get()) + ".";
    }
}
