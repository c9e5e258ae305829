package io.groundzero.backup.gateway.security;

import java.util.Set;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.ext.web.RoutingContext;

/**
 * Who calls.
 *
 * @param name of the API key, or of the person as the identity provider has it
 * @param role one of {@link Roles}
 * @param way how the caller showed who he is
 * @param address where the call came from
 * @param key number of the API key that he showed, or logged in with; null if it was none
 */
public record Actor(String name, String role, Way way, String address, Long key) {

    private static final String ATTRIBUTE = "ground-zero.actor";

    /** How a caller shows who he is. */
    public enum Way {
        /** An API key with the call itself. */
        KEY,
        /** A session of the dashboard, which only people have. */
        SESSION,
        /** A token of the company's identity provider. */
        OPENID,
        /** On the gateway's machine, by a command. */
        COMMAND
    }

    /** @return null for whoever is not logged in */
    public static Actor of(SecurityIdentity identity) {
        return identity.getAttribute(ATTRIBUTE);
    }

    /** @return who logged in with this very call; null if nobody did */
    public static Actor of(RoutingContext context) {
        return context.get(ATTRIBUTE);
    }

    /** @return where a call comes from; {@code unknown} if it is none over HTTP */
    public static String address(RoutingContext context) {
        return context == null ? "unknown" : ClientAddress.of(context.request());
    }

    /** Notes that it was he who logged in with this call. */
    public void is(RoutingContext context) {
        context.put(ATTRIBUTE, this);
    }

    /** An operator may look as well. */
    public SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name))
                .addRoles(Roles.OPERATOR.equals(role) ? Set.of(Roles.OPERATOR, Roles.VIEWER) : Set.of(Roles.VIEWER))
                .addAttribute(ATTRIBUTE, this).build();
    }
}
