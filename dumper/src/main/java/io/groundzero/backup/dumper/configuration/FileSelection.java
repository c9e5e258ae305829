package io.groundzero.backup.dumper.configuration;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Finds files below a folder, and only there: a link that leads out of it is an error, not a way out. */
final class FileSelection {

    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

    private final Path base;

    FileSelection(Path base) throws IOException {
        this.base = base.toRealPath();
    }

    /**
     * @param pattern a file, a folder or a glob, relative to the base
     * @return the files' real paths by name relative to the base
     * @throws BackupException CONFIGURATION_FILE_MISSING for a file or folder that does not exist, a link that leads
     *         out of the base, or something that is no file
     */
    Map<String, Path> find(String pattern) throws IOException, BackupException {
        if (GLOB.matcher(pattern).matches()) {
            PathMatcher glob = base.getFileSystem().getPathMatcher("glob:" + pattern);
            return named(walk(base, file -> glob.matches(base.relativize(file))));
        }
        Path file = base.resolve(pattern).normalize();
        if (!Files.exists(file)) {
            throw missing(file, "does not exist");
        }
        return named(Files.isDirectory(inside(file)) ? walk(file, all -> true) : List.of(file));
    }

    private Map<String, Path> named(List<Path> files) throws IOException, BackupException {
        Map<String, Path> named = new TreeMap<>();
        for (Path file : files) {
            Path real = inside(file);
            if (!Files.isRegularFile(real)) {
                throw missing(file, Files.isDirectory(real)
                        ? "is a link to a folder; name that folder instead"
                        : "is not a file");
            }
            named.put(base.relativize(file).toString(), real);
        }
        return named;
    }

    private Path inside(Path file) throws IOException, BackupException {
        if (!Files.exists(file)) {
            throw missing(file, "is a link to something that does not exist");
        }
        Path real = file.toRealPath();
        if (!real.startsWith(base)) {
            throw missing(file, "leads out of " + base);
        }
        return real;
    }

    private static List<Path> walk(Path start, Predicate<Path> wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        Path from = Files.isSymbolicLink(start) ? start.toRealPath() : start;
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path named = start.resolve(from.relativize(file));
                if (wanted.test(named)) {
                    files.add(named);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static BackupException missing(Path file, String why) {
        String link = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(file) ? " (a link)" : "";
        return new BackupException(ErrorCode.CONFIGURATION_FILE_MISSING,
                "the configuration file " + file + link + " " + why);
    }
}
