package io.groundzero.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

final class TarWriting {

    static final int MODE_FILE = 0600;
    static final int MODE_EXECUTABLE = 0700;
    static final int MODE_DIRECTORY = 0700;

    private static final int BUFFER = 256 * 1024;
    /** What Java puts into a name that the JVM's file name encoding (the locale's) does not cover. */
    private static final char UNREADABLE = '\uFFFD';

    private final OutputStream gathering;
    private final TarArchiveOutputStream tar;
    private final byte[] buffer = new byte[BUFFER];

    private TarWriting(OutputStream out) {
        // records gathered by ourselves: the library writes 512 bytes at a time into what may be a cipher
        gathering = new GatheringOutputStream(out, BUFFER);
        tar = new TarArchiveOutputStream(gathering, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    static void write(Path directory, OutputStream out) throws IOException {
        TarWriting writing = new TarWriting(out);
        writing.add(directory, directory.getFileName().toString());
        writing.tar.finish();
        writing.gathering.flush(); // the library's own flush does not reach it
    }

    /** A header alone, for sizes that no test can write. */
    static TarArchiveEntry fileEntry(String name, long size, boolean executable) {
        return entry(name, size, executable ? MODE_EXECUTABLE : MODE_FILE);
    }

    private void add(Path path, String name) throws IOException {
        if (name.indexOf(UNREADABLE) >= 0) {
            throw new IOException("the name of " + path + " cannot be read in this process' file name encoding ("
                    + System.getProperty("sun.jnu.encoding") + "); start it with LC_ALL=C.UTF-8");
        }
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            tar.putArchiveEntry(entry(name + "/", 0, MODE_DIRECTORY));
            tar.closeArchiveEntry();
            for (Path child : sortedChildren(path)) {
                add(child, name + "/" + child.getFileName());
            }
        } else if (attributes.isRegularFile()) {
            tar.putArchiveEntry(fileEntry(name, attributes.size(),
                    attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE)));
            copy(path, attributes.size());
            tar.closeArchiveEntry();
        } else {
            throw new IOException("neither a directory nor a regular file: " + path);
        }
    }

    private void copy(Path file, long size) throws IOException {
        long copied = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                copied += n;
                if (copied > size) {
                    break;
                }
                tar.write(buffer, 0, n);
            }
        }
        if (copied != size) {
            throw new IOException("the size of " + file + " changed while it was read");
        }
    }

    private static List<Path> sortedChildren(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted(Comparator.comparing(child -> child.getFileName().toString())).toList();
        }
    }

    private static TarArchiveEntry entry(String name, long size, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(size);
        entry.setMode(mode);
        entry.setModTime(0L);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }
}
