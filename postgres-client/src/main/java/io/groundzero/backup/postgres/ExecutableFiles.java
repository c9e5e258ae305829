package io.groundzero.backup.postgres;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs as the shell would find them. */
final class ExecutableFiles {

    private ExecutableFiles() {
    }

    static List<Path> pathFolders() {
        String path = System.getenv("PATH");
        return path == null
                ? List.of()
                : Arrays.stream(path.split(File.pathSeparator)).filter(entry -> entry.startsWith("/")).map(Path::of)
                        .distinct().toList();
    }

    static Optional<Path> onPath(String program) {
        return pathFolders().stream().map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
    }
}
