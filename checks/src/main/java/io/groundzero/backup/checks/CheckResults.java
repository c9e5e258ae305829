package io.groundzero.backup.checks;

import java.util.List;
import java.util.Optional;

/**
 * What all checks found on the source: {@code results.json} in the backup. One entry for each check and database, also
 * where it does not apply.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION} for this layout
 */
public record CheckResults(int schemaVersion, List<CheckResult> results) {

    public static final int SCHEMA_VERSION = 1;
    public static final String FILE = "results.json";

    public CheckResults {
        results = List.copyOf(results);
    }

    public Optional<CheckResult> of(String file, String database) {
        return results.stream().filter(result -> result.file().equals(file) && result.database().equals(database))
                .findFirst();
    }
}
