package io.groundzero.backup.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/**
 * PostgreSQL's programs of one major version. Dump and restore both need exactly the source's: pg_dump refuses a newer
 * server, and what a newer pg_dump writes an older server may not understand.
 *
 * @param major for example 16
 * @param version as {@code pg_dump --version} says, for example {@code 16.4}
 * @param folder where they lie
 */
public record ClientPrograms(int major, String version, Path folder) {

    /** Those that a dump needs. */
    public static final List<String> DUMP = List.of("pg_dump", "pg_dumpall", "pg_restore", "psql");
    /** Those that a throwaway server and a restore need. */
    public static final List<String> RESTORE = List.of("pg_restore", "psql", "initdb", "pg_resetwal",
            "postgres");

    /** Both. */
    public static final List<String> ALL = Stream.concat(DUMP.stream(), RESTORE.stream()).distinct().toList();

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[^ \\s]*)");
    private static final int LONGEST_VERSION = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** Finds all programs where Debian puts them, or else on the PATH. */
    public static ClientPrograms locate(int major) throws BackupException {
        return locate(major, List.of(), ALL);
    }

    /**
     * @param folders the only folders to look into; if empty, {@code /usr/lib/postgresql/<major>/bin} and the PATH
     * @param programs all that must be there
     * @throws BackupException SOURCE_VERSION_UNSUPPORTED, naming what was found where
     */
    public static ClientPrograms locate(int major, List<Path> folders, List<String> programs)
            throws BackupException {
        List<Path> places = folders.isEmpty() ? usualFolders(major) : folders;
        List<String> found = new ArrayList<>();
        for (Path folder : places) {
            Optional<ClientPrograms> candidate = look(folder, programs, found);
            if (candidate.isPresent() && candidate.get().major() == major) {
                return candidate.get();
            }
        }
        throw new BackupException(ErrorCode.SOURCE_VERSION_UNSUPPORTED,
                "no " + String.join(", ", programs) + " of PostgreSQL " + major + " in " + places + "; found "
                        + (found.isEmpty() ? "none" : String.join(", ", found)));
    }

    /**
     * The newest version that is installed.
     *
     * @param folders the only folders to look into; if empty, where Debian puts PostgreSQL's versions, and the PATH
     * @param programs all that must be there
     * @throws BackupException SOURCE_VERSION_UNSUPPORTED, naming what was found where
     */
    public static ClientPrograms newest(List<Path> folders, List<String> programs) throws BackupException {
        List<Path> places = new ArrayList<>(folders);
        if (folders.isEmpty()) {
            places.addAll(debianFolders());
            places.addAll(ExecutableFiles.pathFolders());
        }
        List<String> found = new ArrayList<>();
        ClientPrograms newest = null;
        for (Path folder : places) {
            ClientPrograms candidate = look(folder, programs, found).orElse(null);
            if (candidate != null && (newest == null || candidate.major() > newest.major())) {
                newest = candidate;
            }
        }
        if (newest == null) {
            throw new BackupException(ErrorCode.SOURCE_VERSION_UNSUPPORTED, "no " + String.join(", ", programs)
                    + " in " + places + "; found " + (found.isEmpty() ? "none" : String.join(", ", found)));
        }
        return newest;
    }

    /**
     * @param said by one of the programs in the folder when asked for its {@code --version}
     * @return empty if that is no version of PostgreSQL's
     */
    public static Optional<ClientPrograms> parse(Path folder, String said) {
        Matcher matcher = VERSION.matcher(said);
        return matcher.find()
                ? Optional.of(new ClientPrograms(Integer.parseInt(matcher.group(2)), matcher.group(1), folder))
                : Optional.empty();
    }

    /** The path of one of the programs. */
    public Path program(String name) {
        return folder.resolve(name);
    }

    private static List<Path> debianFolders() throws BackupException {
        if (!Files.isDirectory(DEBIAN)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin")).toList();
        } catch (IOException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot look into " + DEBIAN + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> usualFolders(int major) {
        List<Path> folders = new ArrayList<>();
        folders.add(DEBIAN.resolve(major + "/bin"));
        folders.addAll(ExecutableFiles.pathFolders());
        return folders;
    }

    private static Optional<ClientPrograms> look(Path folder, List<String> programs, List<String> found)
            throws BackupException {
        Path first = folder.resolve(programs.get(0));
        if (!Files.isExecutable(first)) {
            return Optional.empty();
        }
        Optional<ClientPrograms> candidate = version(first);
        List<String> missing = programs.stream().filter(name -> !Files.isExecutable(folder.resolve(name))).toList();
        if (candidate.isEmpty()) {
            found.add("something that does not tell its version in " + folder);
        } else {
            found.add(candidate.get().version() + " in " + folder
                    + (missing.isEmpty() ? "" : " (without " + String.join(", ", missing) + ")"));
        }
        return missing.isEmpty() ? candidate : Optional.empty();
    }

    private static Optional<ClientPrograms> version(Path program) throws BackupException {
        LimitedOutput said = new LimitedOutput(LONGEST_VERSION);
        try {
            ChildProcess.of(List.of(program.toString(), "--version")).stdout(said).run(PATIENCE);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.INTERNAL, "stopped while looking for PostgreSQL's programs", e);
        }
        return parse(program.getParent(), said.toString(StandardCharsets.UTF_8));
    }
}
