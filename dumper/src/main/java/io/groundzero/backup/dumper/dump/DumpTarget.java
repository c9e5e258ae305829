package io.groundzero.backup.dumper.dump;

import java.nio.file.Path;
import java.util.List;

import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.dumper.cluster.DumpFormat;

/**
 * Where and in what form one database is dumped.
 *
 * @param object the name it will have once encrypted
 * @param path file or directory
 * @param directory which of the two
 * @param compress whether the encryptor is to compress it
 * @param options of pg_dump
 */
record DumpTarget(String object, Path path, boolean directory, boolean compress, List<String> options) {

    /** pg_dump knows zstd from here on. */
    private static final int FIRST_WITH_ZSTD = 16;

    static DumpTarget of(String database, DumpFormat format, int major, int jobs, Path folder) {
        String name = ObjectNames.encode(database);
        boolean zstd = major >= FIRST_WITH_ZSTD;
        if (format == DumpFormat.PLAIN) {
            // --create: whoever restores it by hand has only psql
            return new DumpTarget(ObjectNames.plainDump(database), folder.resolve(name + ".sql.gz"), false, false,
                    List.of("--format=plain", "--create", zstd ? "--compress=gzip:1" : "--compress=1"));
        }
        return new DumpTarget(
                zstd ? ObjectNames.directoryDump(database) : ObjectNames.directoryDumpCompressed(database),
                folder.resolve(name + ".dir"), true, !zstd, List.of("--format=directory", "--jobs=" + jobs,
                        zstd ? "--compress=zstd:1" : "--compress=0"));
    }
}
