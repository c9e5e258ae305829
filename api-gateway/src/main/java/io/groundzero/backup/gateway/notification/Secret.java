package io.groundzero.backup.gateway.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something that must not be seen: it prints as dots.
 *
 * @param value what it is
 */
record Secret(String value) {

    /**
     * @param setting by which the file was named
     * @throws IllegalStateException in plain words, if the file cannot be read or has nothing in its first line
     */
    static Secret read(String setting, Path file) {
        try (var lines = Files.lines(file)) {
            String line = lines.findFirst().orElse("").strip();
            if (line.isEmpty()) {
                throw new IllegalStateException(setting + ": the first line of " + file + " is empty");
            }
            return new Secret(line);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException(setting + ": cannot read " + file, e);
        }
    }

    @Override
    public String toString() {
        return "…";
    }
}
