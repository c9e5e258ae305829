package io.groundzero.backup.dumper.dump;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** Dumps as text end with a certain line, unless they were cut off. */
final class DumpText {

    private static final int BUFFER = 256 * 1024;
    /** Newer minor releases write a line more after it. */
    private static final int TAIL = 1024;

    private DumpText() {
    }

    static void requireComplete(Path file, String lastLine) throws IOException, BackupException {
        try (InputStream in = Files.newInputStream(file)) {
            require(in, file, lastLine);
        }
    }

    /** Reads all of it, so that gzip's own checksum is checked. */
    static void requireCompleteGzip(Path file, String lastLine) throws IOException, BackupException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
            require(in, file, lastLine);
        } catch (EOFException | ZipException e) {
            throw new BackupException(ErrorCode.DUMP_FAILED, file.getFileName() + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void require(InputStream in, Path file, String lastLine) throws IOException, BackupException {
        byte[] buffer = new byte[BUFFER];
        String tail = "";
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            int from = Math.max(0, n - TAIL);
            String end = new String(buffer, from, n - from, StandardCharsets.ISO_8859_1);
            tail = (tail + end).substring(Math.max(0, tail.length() + end.length() - TAIL));
        }
        if (!tail.contains(lastLine)) {
            throw new BackupException(ErrorCode.DUMP_FAILED,
                    file.getFileName() + " is cut off: it does not end with \"" + lastLine + "\"");
        }
    }
}
