package io.groundzero.backup.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads what a program says line by line, of which each may be as long as it likes: no more than its beginning is kept. */
public final class OutputLines {

    private static final int BUFFER = 8 * 1024;

    private OutputLines() {
    }

    /**
     * Reads to the end.
     *
     * @param longest bytes that are kept of a line; one that is cut ends with "…"
     * @param lines is given each line without its end, decoded as UTF-8
     */
    public static void read(InputStream in, int longest, Consumer<String> lines) throws IOException {
        byte[] buffer = new byte[BUFFER];
        byte[] line = new byte[longest];
        int length = 0;
        boolean cut = false;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n' || buffer[i] == '\r') {
                    lines.accept(text(line, length, cut));
                    length = 0;
                    cut = false;
                } else if (length < longest) {
                    line[length++] = buffer[i];
                } else {
                    cut = true;
                }
            }
        }
        if (length > 0) {
            lines.accept(text(line, length, cut));
        }
    }

    private static String text(byte[] line, int length, boolean cut) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        return cut ? text + "…" : text;
    }
}
