package io.groundzero.backup.setup;

import java.io.PrintStream;

/** Tells what was made, what was kept and what is wrong: one line each, and never a secret. */
final class Journal {

    private static final String LINE = "  %-5s  %-30s %s%n";

    private final PrintStream out;
    private int problems;
    private boolean definitionsChanged;

    Journal(PrintStream out) {
        this.out = out;
    }

    /** @param what it is, for people */
    void made(String name, String what) {
        out.printf(LINE, "made", name, what);
    }

    void kept(String name, String what) {
        out.printf(LINE, "kept", name, what);
    }

    /** Setup goes on, but will not end well. */
    void problem(String name, String what) {
        problems++;
        out.printf(LINE, "WRONG", name, what);
    }

    int problems() {
        return problems;
    }

    /** Something that a running broker has read was made anew. */
    void brokerMustRestart() {
        definitionsChanged = true;
    }

    boolean mustBrokerRestart() {
        return definitionsChanged;
    }
}
