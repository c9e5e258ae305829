package io.groundzero.backup.gateway.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Finds out whose key it is; the database is asked for unknown ones only. */
@ApplicationScoped
class KeyIdentityProvider implements IdentityProvider<KeyAuthenticationRequest> {

    private static final Logger LOG = Logger.getLogger(KeyIdentityProvider.class);

    private final ApiKeys keys;
    private final WrongKeys wrongKeys;
    private final LastSeen seen;

    KeyIdentityProvider(ApiKeys keys, WrongKeys wrongKeys, LastSeen seen) {
        this.keys = keys;
        this.wrongKeys = wrongKeys;
        this.seen = seen;
    }

    @Override
    public Class<KeyAuthenticationRequest> getRequestType() {
        return KeyAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyAuthenticationRequest request, AuthenticationRequestContext context) {
        Optional<ApiKey> known = keys.known(request.key());
        if (known.isPresent()) {
            // a right key is never made to wait: nobody finds one by guessing, and others behind the same address may guess
            return Uni.createFrom().item(identity(known.get(), request));
        }
        return wrongKeys.calls().wait(request.address()).isZero()
                ? context.runBlocking(() -> unknown(request))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private SecurityIdentity unknown(KeyAuthenticationRequest request) {
        Optional<ApiKey> found;
        try {
            found = keys.find(request.key());
        } catch (RuntimeException e) {
            // nobody's fault: the database is away, and whose key it is cannot be found out
            LOG.warnf("a key that is not known was refused without a look at the database: %s", e.getMessage());
            throw new AuthenticationFailedException(e);
        }
        return found.map(key -> identity(key, request)).orElseThrow(() -> refused(request));
    }

    private SecurityIdentity identity(ApiKey key, KeyAuthenticationRequest request) {
        seen.came(key);
        return new Actor(key.name(), key.role(), Actor.Way.KEY, request.address(), key.id()).identity();
    }

    private AuthenticationFailedException refused(KeyAuthenticationRequest request) {
        wrongKeys.calls().failed(request.address());
        return new AuthenticationFailedException();
    }
}
