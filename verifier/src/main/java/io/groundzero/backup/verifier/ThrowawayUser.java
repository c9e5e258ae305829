package io.groundzero.backup.verifier;

import java.io.IOException;

import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;

/** As whom everything runs that comes out of a backup. */
class ThrowawayUser {

    private final VerifierConfig config;

    ThrowawayUser(VerifierConfig config) {
        this.config = config;
    }

    /**
     * @throws IllegalStateException in plain words, if there is no such user, it may be somebody, or the verifier may
     *         not become it
     */
    Account account() throws IOException, InterruptedException {
        Account own = Account.own();
        if (config.isolation() == Isolation.CONTAINER) {
            return harmless(own, "gz.verifier.isolation container wants a verifier with a user of its own, the same as "
                    + "the throwaway container's");
        }
        if (config.isolation() == Isolation.NONE) {
            return harmless(own, "gz.verifier.isolation none runs the throwaway server as the verifier's own user");
        }
        if (!own.root()) {
            throw new IllegalStateException("gz.verifier.isolation " + config.isolation()
                    + " needs a verifier that is started as root, to become " + config.throwawayUser()
                    + "; this one is " + own.name());
        }
        Account account = Account.named(config.throwawayUser())
                .orElseThrow(() -> new IllegalStateException("gz.verifier.throwaway-user: there is no user "
                        + config.throwawayUser() + "; infra/throwaway-user creates it"));
        return harmless(account, "gz.verifier.throwaway-user");
    }

    private static Account harmless(Account account, String setting) {
        // postgres may be peer superuser of the production cluster on the same host
        if (account.root() || account.name().equals("postgres")) {
            throw new IllegalStateException(setting + ": it must be neither root nor postgres, but is "
                    + account.name());
        }
        return account;
    }
}
