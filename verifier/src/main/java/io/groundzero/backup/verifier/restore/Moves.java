package io.groundzero.backup.verifier.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that change places, from one volume to another if need be. */
final class Moves {

    private Moves() {
    }

    /**
     * Within a volume a matter of a moment. To another one, each file is copied and deleted, so that there are never two of
     * all; owner and permissions stay.
     *
     * @param source a file, or a folder with files and folders
     * @param target must not exist
     * @return the target
     */
    static Path move(Path source, Path target) throws IOException {
        boolean near = Files.getFileStore(source).equals(Files.getFileStore(target.getParent()));
        if (near || !Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            return Files.move(source, target);
        }
        Files.createDirectory(target);
        List<Path> entries;
        try (Stream<Path> list = Files.list(source)) {
            entries = list.toList();
        }
        for (Path entry : entries) {
            move(entry, target.resolve(entry.getFileName().toString()));
        }
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(source));
        Files.delete(source);
        return target;
    }
}
