package io.groundzero.backup.encryptor;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What the service writes to its console, in the console's own format. */
final class ConsoleLog extends ExtHandler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Formatter console;

    ConsoleLog() {
        console = handlers(Logger.getLogger("").getHandlers()).filter(ConsoleHandler.class::isInstance).findFirst()
                .orElseThrow().getFormatter();
        Logger.getLogger("").addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    protected void doPublish(ExtLogRecord entry) {
        lines.add(console.format(entry));
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }

    private static Stream<Handler> handlers(Handler... handlers) {
        return Arrays.stream(handlers).flatMap(handler -> handler instanceof ExtHandler parent
                ? Stream.concat(Stream.of(handler), handlers(parent.getHandlers()))
                : Stream.of(handler));
    }
}
