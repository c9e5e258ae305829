package io.groundzero.backup.verifier.sandbox;

/** How strictly code that comes out of a backup is shut in. */
public enum Isolation {
    /** A container of its own, without network, that is made anew after every backup. */
    CONTAINER(true),
    /** A user of its own, and network, process, mount and IPC namespaces of its own. Needs root. */
    NAMESPACES(true),
    /** A user of its own, but it sees the network and other processes. Needs root. */
    USER(false),
    /** Nothing: it may do what the verifier may, and so read its keys. For a verifier that is itself shut in. */
    NONE(false);

    private final boolean closed;

    Isolation(boolean closed) {
        this.closed = closed;
    }

    /** Whether nothing outside can be reached from inside, neither network nor keys nor other processes. */
    public boolean closed() {
        return closed;
    }
}
