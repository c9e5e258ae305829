package io.groundzero.backup.gateway.security;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether somebody who was let in may stay. */
@ApplicationScoped
public class Admission {

    private final ApiKeys keys;

    Admission(ApiKeys keys) {
        this.keys = keys;
    }

    /** @return false once the key with which he came was revoked */
    public boolean lasts(Actor actor) {
        return actor.key() == null || keys.withId(actor.key()).isPresent();
    }
}
