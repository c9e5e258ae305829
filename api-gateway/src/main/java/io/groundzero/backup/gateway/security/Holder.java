package io.groundzero.backup.gateway.security;

/** Who has an API key. */
public enum Holder {
    /** Somebody who may open a session of the dashboard with it. */
    PERSON,
    /** A script, a scraper or an assistant: its key opens no session, so that it cannot pass for a person. */
    MACHINE
}
