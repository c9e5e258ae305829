package io.groundzero.backup.verifier.decrypt;

import java.nio.file.Path;
import java.util.List;

/**
 * What came out of a backup.
 *
 * @param globals SQL, as pg_dumpall wrote it
 * @param databases in the manifest's order
 * @param fingerprint JSON
 */
public record Plaintext(Path globals, List<DatabaseDump> databases, Path fingerprint) {

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
