package io.groundzero.backup.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A changed setting of one service, which is restarted with it, and again without it when this is closed. */
final class Setting implements AutoCloseable {

    private final Stack stack;
    private final String service;
    private final Path file;
    private final String before;
    private boolean closed;

    Setting(Stack stack, String service, String line) throws IOException, InterruptedException {
        this.stack = stack;
        this.service = service;
        this.file = stack.folder().resolve("config/" + service + ".env");
        this.before = Files.readString(file);
        stack.stack("stop", service);
        Files.writeString(file, before + line + "\n");
        try {
            stack.stack("start", service);
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!closed) {
            closed = true;
            Files.writeString(file, before);
            stack.stack("stop", service);
            stack.stack("start", service);
        }
    }
}
