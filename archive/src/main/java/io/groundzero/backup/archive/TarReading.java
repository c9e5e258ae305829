package io.groundzero.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

final class TarReading {

    private static final int BUFFER = 256 * 1024;
    private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
    private static final int OWNER_EXECUTE = 0100;
    private static final FileAttribute<?> FILE = mode("rw-------");
    private static final FileAttribute<?> EXECUTABLE = mode("rwx------");
    private static final FileAttribute<?> DIRECTORY = mode("rwx------");

    private final TailCountingInputStream counted;
    private final TarArchiveInputStream tar;
    private final Path target;
    private final byte[] buffer = new byte[BUFFER];

    private TarReading(InputStream in, Path target) {
        this.counted = new TailCountingInputStream(in);
        this.tar = new TarArchiveInputStream(counted, StandardCharsets.UTF_8.name());
        this.target = target;
    }

    static void extract(InputStream in, Path target) throws IOException {
        Files.createDirectories(target, DIRECTORY);
        try {
            new TarReading(in, target).extractAll();
        } catch (RuntimeException e) {
            // the library meets some damaged headers with unchecked exceptions
            throw new IOException("not a tar archive: " + e, e);
        }
    }

    private void extractAll() throws IOException {
        long endOfEntries = 0;
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            extract(entry);
            endOfEntries = roundUp(counted.position());
        }
        counted.drain(buffer);
        requireEndMarker(endOfEntries);
    }

    /** The library takes the end of the stream for the end of the archive, so a cut between two entries escapes it. */
    private void requireEndMarker(long endOfEntries) throws IOException {
        long tail = counted.position() - endOfEntries;
        if (tail < 2 * RECORD) {
            throw new IOException("the tar archive is cut off: it has no end marker");
        }
        if (counted.trailingZeros() < tail) {
            throw new IOException("the tar archive is damaged: something follows its last entry");
        }
    }

    private void extract(TarArchiveEntry entry) throws IOException {
        byte type = entry.getLinkFlag();
        boolean file = (type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM) && !entry.isSparse();
        if (type == TarConstants.LF_DIR) {
            createDirectory(resolve(entry.getName()));
        } else if (file && !entry.getName().endsWith("/")) {
            createFile(entry);
        } else {
            throw refused(entry.getName(), "it is neither a directory nor a regular file (type " + (char) type + ")");
        }
    }

    private void createFile(TarArchiveEntry entry) throws IOException {
        Path path = resolve(entry.getName());
        createDirectory(path.getParent());
        boolean executable = (entry.getMode() & OWNER_EXECUTE) != 0;
        long extracted = 0;
        try (var channel = Files.newByteChannel(path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), executable ? EXECUTABLE : FILE);
                OutputStream out = Channels.newOutputStream(channel)) {
            for (int n = tar.read(buffer); n > 0; n = tar.read(buffer)) {
                out.write(buffer, 0, n);
                extracted += n;
            }
        }
        if (extracted != entry.getSize()) {
            throw new IOException("the tar archive is cut off in " + entry.getName());
        }
    }

    private void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!directory.equals(target)) {
            createDirectory(directory.getParent());
        }
        Files.createDirectory(directory, DIRECTORY);
    }

    private Path resolve(String name) throws IOException {
        String relative = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        Path path = target;
        for (String part : relative.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                throw refused(name, "its name is not a plain relative path");
            }
            path = path.resolve(part);
        }
        return path;
    }

    private static IOException refused(String name, String why) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return new IOException("the tar archive's entry \"" + printable + "\" is refused: " + why);
    }

    private static long roundUp(long position) {
        return (position + RECORD - 1) / RECORD * RECORD;
    }

    private static FileAttribute<?> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
