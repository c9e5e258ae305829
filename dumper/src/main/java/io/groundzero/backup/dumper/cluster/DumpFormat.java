package io.groundzero.backup.dumper.cluster;

import java.util.Locale;

/** In what form databases are dumped. */
public enum DumpFormat {
    /** {@code pg_dump -Fd}: in parallel, restored in parallel. */
    DIRECTORY,
    /** {@code .sql.gz}: one text file, restored with psql. */
    PLAIN;

    /** Lower case, as in the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
