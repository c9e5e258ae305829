package io.groundzero.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** A directory as one tar stream: POSIX format, readable with any tar. */
public final class TarArchive {

    private TarArchive() {
    }

    /**
     * Writes the directory and all below it. The same content gives the same bytes: entries are sorted, times and
     * owners are zero, modes are 0600, or 0700 for directories and files that their owner may execute. All names begin
     * with the directory's own name.
     *
     * @param out stays open
     * @throws IOException also if there is anything but directories and regular files, if a name cannot be read in
     *         this JVM's file name encoding, or if a file changes its size meanwhile
     */
    public static void write(Path directory, OutputStream out) throws IOException {
        TarWriting.write(directory, out);
    }

    /**
     * Extracts into a directory, which is created if absent, and reads the stream to its end. What the archive holds
     * must be new: nothing is overwritten. On failure what was extracted so far remains.
     *
     * @param in stays open
     * @throws IOException also if the archive is cut off or followed by anything but zeros, or holds anything that
     *         could lead out of the target: links, devices, absolute names, {@code ..}
     */
    public static void extract(InputStream in, Path target) throws IOException {
        TarReading.extract(in, target);
    }
}
