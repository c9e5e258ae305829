package io.groundzero.backup.gateway.openid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.groundzero.backup.gateway.security.Actor;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Who comes with a token of the identity provider gets the role that his groups give him, and no other. */
@ApplicationScoped
class OpenIdActors implements SecurityIdentityAugmentor {

    private final Optional<OpenIdSettings> settings;

    OpenIdActors(Optional<OpenIdSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity);
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context,
            Map<String, Object> attributes) {
        if (settings.isEmpty() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        RoutingContext call = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return Uni.createFrom().item(settings.get().role(texts(token.getClaim(settings.get().claim())))
                .map(role -> new Actor(name(token), role, Actor.Way.OPENID, Actor.address(call), null).identity())
                .orElseGet(() -> nobody(identity)));
    }

    /** Known, but without any right: the provider may have roles of other applications in its tokens. */
    private static SecurityIdentity nobody(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder().setPrincipal(identity.getPrincipal()).build();
    }

    private static String name(JsonWebToken token) {
        String name = token.getClaim("preferred_username");
        return name == null ? token.getSubject() : name;
    }

    private static Collection<String> texts(Object claim) {
        List<String> texts = new ArrayList<>();
        if (claim instanceof JsonArray values) {
            values.forEach(value -> texts.addAll(texts(value)));
        } else if (claim instanceof Collection<?> values) {
            values.forEach(value -> texts.addAll(texts(value)));
        } else if (claim instanceof JsonString text) {
            texts.add(text.getString());
        } else if (claim instanceof String text) {
            texts.add(text);
        }
        return texts;
    }
}
