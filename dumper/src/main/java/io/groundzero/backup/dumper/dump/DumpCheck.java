package io.groundzero.backup.dumper.dump;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;

/** Looks at a finished dump with PostgreSQL's own eyes before it is called one. */
final class DumpCheck {

    private static final Pattern ENTRY = Pattern.compile("(\\d+); \\d+ \\d+ (TABLE DATA|BLOBS) .*");
    private static final Pattern DATA_FILE = Pattern.compile("(\\d+)\\.dat(\\.\\w+)?");
    private static final Pattern LARGE_OBJECTS = Pattern.compile("blobs(_\\d+)?\\.toc");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ClientPrograms programs;
    private final Path folder;

    /**
     * @param folder for a temporary file
     */
    DumpCheck(ClientPrograms programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /**
     * @throws BackupException DUMP_FAILED if something of the dump is not there
     */
    void require(DumpTarget target, String database) throws BackupException, InterruptedException {
        try {
            if (target.directory()) {
                requireDirectory(target.path(), database);
            } else {
                DumpText.requireCompleteGzip(target.path(), "-- PostgreSQL database dump complete");
            }
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "looking at the dump of database " + database);
        }
    }

    private void requireDirectory(Path dump, String database)
            throws IOException, BackupException, InterruptedException {
        Path list = folder.resolve("contents.list");
        try {
            ChildProcess.Outcome outcome = ChildProcess
                    .of(List.of(programs.program("pg_restore").toString(), "--list", dump.toString())).stdout(list)
                    .run(PATIENCE);
            ProgramFailures.require(outcome, "pg_restore --list of the dump of database " + database);
            Set<String> numbers = new HashSet<>();
            boolean largeObjects = false;
            try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher entry = ENTRY.matcher(line);
                    if (entry.matches() && entry.group(2).equals("BLOBS")) {
                        largeObjects = true;
                    } else if (entry.matches()) {
                        numbers.add(entry.group(1));
                    }
                }
            }
            requireFiles(dump, database, numbers, largeObjects);
        } finally {
            Files.deleteIfExists(list);
        }
    }

    private static void requireFiles(Path dump, String database, Set<String> numbers, boolean largeObjects)
            throws IOException, BackupException {
        Set<String> missing = new HashSet<>(numbers);
        boolean found = false;
        try (Stream<Path> files = Files.list(dump)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                Matcher data = DATA_FILE.matcher(name);
                if (data.matches()) {
                    missing.remove(data.group(1));
                }
                found |= LARGE_OBJECTS.matcher(name).matches();
            }
        }
        if (!missing.isEmpty() || largeObjects && !found) {
            throw new BackupException(ErrorCode.DUMP_FAILED, "the dump of database " + database + " lacks "
                    + (missing.isEmpty() ? "its large objects" : "the data files " + missing));
        }
    }
}
