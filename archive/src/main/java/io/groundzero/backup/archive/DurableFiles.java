package io.groundzero.backup.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are either whole and on the disk, or absent. */
public final class DurableFiles {

    /** Behind the name of a file that is being written. */
    public static final String PART = ".part";

    private static final int BUFFER = 256 * 1024;
    private static final FileAttribute<?> FILE_MODE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> DIRECTORY_MODE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private DurableFiles() {
    }

    /** Writes a file's content; need not close the stream. */
    @FunctionalInterface
    public interface Writer {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code <target>.part}, forces it to the disk, renames it to the target, replacing what was there, and
     * forces the directory. The file's mode is 0600. If anything fails the part is deleted and an older target stays.
     */
    public static void write(Path target, Writer writer) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + PART);
        Files.deleteIfExists(part);
        try {
            try (FileChannel channel = FileChannel.open(part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE)) {
                OutputStream out = new GatheringOutputStream(Channels.newOutputStream(channel), BUFFER);
                writer.to(out);
                out.flush();
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException | Error e) {
            deleteAfter(e, part);
            throw e;
        }
        forceDirectory(target.toAbsolutePath().getParent());
    }

    public static void writeString(Path target, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        write(target, out -> out.write(bytes));
    }

    /** Creates a directory and those above it that are absent, with mode 0700, durably. */
    public static void createDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        createDirectories(absolute.getParent());
        try {
            Files.createDirectory(absolute, DIRECTORY_MODE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
        forceDirectory(absolute.getParent());
    }

    /**
     * Deletes a file, or a directory with all below it; links are deleted, never followed, not even one that takes a
     * folder's place meanwhile. Nothing if absent.
     *
     * @param root in a folder that nobody else can write to
     */
    public static void deleteTree(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            new TreeDeletion(folder -> {
            }).delete(root);
        }
    }

    /** Makes renames, creations and deletions in a directory durable. */
    public static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteAfter(Throwable failure, Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
