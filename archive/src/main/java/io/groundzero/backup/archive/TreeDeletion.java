package io.groundzero.backup.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.function.Consumer;

/**
 * Deletes a folder through open folders, never by path: who may write in there, and swaps a folder for a link while this is
 * at work, loses what is his and nothing else. Deeper folders than can be held open at a time are moved up first.
 */
final class TreeDeletion {

    /** Each level holds a file open. */
    private static final int DEEPEST = 64;
    /** How often the same folder is looked through, while somebody goes on filling it. */
    private static final int MOST_ROUNDS = 100_000;

    private final Consumer<Path> seen;
    private SecureDirectoryStream<Path> top;
    private long moved;

    /** @param seen is told the name of each folder between being recognised as one and being opened */
    TreeDeletion(Consumer<Path> seen) {
        this.seen = seen;
    }

    /**
     * @param root whose own place, the folder above it, nobody else can write to
     * @throws IOException if something is left; who still writes in there can keep it from becoming empty
     */
    void delete(Path root) throws IOException {
        Path absolute = root.toAbsolutePath();
        if (absolute.getFileName() == null) {
            throw new IOException("not to be deleted: " + root);
        }
        try (SecureDirectoryStream<Path> above = secure(Files.newDirectoryStream(absolute.getParent()))) {
            if (!isFolder(above, absolute.getFileName())) {
                above.deleteFile(absolute.getFileName());
                return;
            }
            boolean more = true;
            for (int round = 0; more; round++) {
                if (round == MOST_ROUNDS) {
                    throw new FileSystemException(root.toString(), null, "does not become empty");
                }
                try (SecureDirectoryStream<Path> inside = open(above, absolute.getFileName())) {
                    top = inside;
                    long before = moved;
                    empty(inside, 1);
                    more = moved > before;
                }
            }
            above.deleteDirectory(absolute.getFileName());
        } catch (NoSuchFileException gone) {
            // what is not there need not be deleted
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void empty(SecureDirectoryStream<Path> folder, int depth) throws IOException {
        for (Path entry : folder) {
            Path name = entry.getFileName();
            try {
                if (!isFolder(folder, name)) {
                    folder.deleteFile(name);
                } else if (depth == DEEPEST) {
                    folder.move(name, top, Path.of(".deep-" + ++moved + "-" + System.nanoTime()));
                } else {
                    seen.accept(name);
                    try (SecureDirectoryStream<Path> inside = open(folder, name)) {
                        empty(inside, depth + 1);
                    }
                    folder.deleteDirectory(name);
                }
            } catch (NoSuchFileException gone) {
                // somebody else has deleted or moved it
            }
        }
    }

    /** Fails if it is a link by now. */
    private static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes().isDirectory();
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new NotDirectoryException("this system deletes folders by path only, which is not safe");
    }
}
