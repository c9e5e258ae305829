package io.groundzero.backup.gateway.openid;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;

/** Makes the provider known that our settings name. */
@ApplicationScoped
class OpenIdProvider {

    private static final int SECRET_BYTES = 16;

    @Produces
    @Singleton
    Optional<OpenIdSettings> settings(OpenIdConfig config) {
        return OpenIdSettings.of(config);
    }

    void register(@Observes Oidc openId, Optional<OpenIdSettings> settings) {
        settings.ifPresent(provider -> openId.create(OidcTenantConfig.authServerUrl(provider.issuer())
                .clientId(provider.clientId()).credentials(provider.secret())
                .applicationType(ApplicationType.HYBRID)
                // only what can be checked here: what a provider says of a token on request is not made out to anybody
                .token().audience(provider.clientId()).issuer(provider.issuer()).allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false).end()
                .authentication().redirectPath(OpenIdLogin.PATH).restorePathAfterRedirect(false)
                .cookiePath(OpenIdLogin.PATH)
                .pkceRequired().nonceRequired().stateSecret(random()).end()
                .tokenStateManager().encryptionSecret(random()).end()
                .build()));
    }

    /** For the minute that a login takes; a restart in that minute means to log in once more. */
    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
