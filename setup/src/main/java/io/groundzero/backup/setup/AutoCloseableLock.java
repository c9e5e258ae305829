package io.groundzero.backup.setup;

import java.io.IOException;

/** Held while one setup works on a folder. */
@FunctionalInterface
interface AutoCloseableLock extends AutoCloseable {

    @Override
    void close() throws IOException;
}
