package io.groundzero.backup.verifier.sandbox;

/** How strictly code that comes out of a backup is shut in. */
public enum Isolation {
    /** A user of its own, and network, process, mount and IPC namespaces of its own. Needs root. */
    NAMESPACES,
    /** A user of its own, but it sees the network and other processes. Needs root. */
    USER,
    /** Nothing: it may do what the verifier may, and so read its keys. For a verifier that is itself shut in. */
    NONE
}
