package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

import io.groundzero.backup.postgres.ChildProcess;

/** A program in the sandbox that listens on 127.0.0.1, and its neighbours, which talk to it. */
public interface Enclosure extends AutoCloseable {

    /** A program beside it, for which 127.0.0.1 is the same. It fails if the enclosed one has ended. */
    ChildProcess neighbour(List<String> command) throws IOException;

    boolean alive();

    /** Empty while it runs. */
    OptionalInt exitCode() throws InterruptedException;

    /**
     * Kills it and all that it has started.
     *
     * @throws IOException if one of them does not die
     */
    @Override
    void close() throws IOException;
}
