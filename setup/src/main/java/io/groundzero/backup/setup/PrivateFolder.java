package io.groundzero.backup.setup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import io.groundzero.backup.archive.DurableFiles;

/**
 * A folder that only its owner can enter, and its files. They are whole or absent, and belong to whom the folder belongs
 * to, even if root makes them.
 */
final class PrivateFolder {

    /** Containers with users of their own read these files where they are mounted; the closed folder protects them. */
    static final String MOUNTED_FILES = "r--r--r--";
    /** For nobody but the owner. */
    static final String OWNERS_FILES = "rw-------";

    private static final Set<PosixFilePermission> CLOSED = PosixFilePermissions.fromString("rwx------");
    private static final String LOCK = ".setup.lock";
    /** The next one to lock it may be the owner instead of root, who must be able to write to it. */
    private static final Set<PosixFilePermission> LOCK_MODE = PosixFilePermissions.fromString(OWNERS_FILES);

    private final Path folder;
    private final Set<PosixFilePermission> mode;

    /** @param mode of the files */
    PrivateFolder(Path folder, String mode) {
        this.folder = folder;
        this.mode = PosixFilePermissions.fromString(mode);
    }

    boolean exists() {
        return Files.isDirectory(folder);
    }

    /**
     * Closes it to others. A folder that is not there is not made: in a container that would be lost with it.
     *
     * @throws IOException if there is no such folder, or it belongs to somebody else
     */
    void prepare() throws IOException {
        if (!exists()) {
            throw new IOException("there is no folder " + folder + ": make it, or mount one there");
        }
        if (!CLOSED.equals(Files.getPosixFilePermissions(folder))) {
            Files.setPosixFilePermissions(folder, CLOSED);
        }
    }

    /** @throws IOException if another setup is at work */
    FolderLock lock() throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                protect(LOCK, LOCK_MODE);
                return channel::close;
            }
        } catch (OverlappingFileLockException e) {
            // held within this very program: as taken as by another one
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("another setup is at work in " + folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Whether there is something under this name. A blank file is nothing, and neither is an empty folder: that is what
     * a container engine leaves where a file to be mounted was missing.
     *
     * @throws IOException if something else than a file is there
     */
    boolean has(String name) throws IOException {
        Path file = file(name);
        if (Files.isDirectory(file)) {
            Files.delete(file);
            return false;
        }
        return Files.exists(file) && !text(name).isBlank();
    }

    String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    /** The secret in a file of one. */
    String line(String name) throws IOException {
        return text(name).lines().findFirst().orElse("").strip();
    }

    /** Durably, in one step. */
    void write(String name, String content) throws IOException {
        prepare();
        DurableFiles.writeString(file(name), content);
        protect(name);
    }

    /** Gives a file its mode and its owner, whoever put it there. A link is left alone. */
    void protect(String name) throws IOException {
        protect(name, mode);
    }

    private void protect(String name, Set<PosixFilePermission> mode) throws IOException {
        Path file = file(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Owner.isRoot()) {
            Owner.of(folder).take(file);
        }
        if (!mode.equals(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
            Files.setPosixFilePermissions(file, mode);
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
        DurableFiles.forceDirectory(folder);
    }
}
