package io.groundzero.backup.verifier.decrypt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came out of a backup.
 *
 * @param globals SQL, as pg_dumpall wrote it
 * @param databases in the manifest's order
 * @param fingerprint JSON
 * @param checks a folder with the checks and repairs of the backup; empty if it has none
 * @param configuration a folder with the configuration bundle; empty if the backup has none
 */
public record Plaintext(Path globals, List<DatabaseDump> databases, Path fingerprint,
        Optional<Path> checks, Optional<Path> configuration) {

    public Plaintext {
        databases = List.copyOf(databases);
    }

    /**
     * One database.
     *
     * @param database its name
     * @param path a directory as pg_dump -Fd writes it, or gzipped SQL
     * @param directory which of the two
     */
    public record DatabaseDump(String database, Path path, boolean directory) {
    }
}
