package io.groundzero.backup.gateway.security;

/** What an API key may do. */
public final class Roles {

    /** May look. */
    public static final String VIEWER = "viewer";
    /** May look, start, verify and retry. */
    public static final String OPERATOR = "operator";

    private Roles() {
    }
}
