package io.groundzero.backup.setup;

import java.io.IOException;

/** Held while one setup works on a folder. */
@FunctionalInterface
interface FolderLock extends AutoCloseable {

    @Override
    void close() throws IOException;
}
