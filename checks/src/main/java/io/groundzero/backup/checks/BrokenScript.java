package io.groundzero.backup.checks;

/** A script that cannot be used; the message names file, line and what is wrong. */
public class BrokenScript extends Exception {

    private static final long serialVersionUID = 1;

    BrokenScript(String file, int line, String what) {
        super(file + ", line " + line + ": " + what);
    }
}
