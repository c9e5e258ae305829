package io.groundzero.backup.gateway.openid;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.groundzero.backup.settings.SecretFile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The company's identity provider (OpenID Connect). */
@ConfigMapping(prefix = "gz.openid")
public interface OpenIdConfig {

    /** Its address as it stands in its tokens; https, but on this machine. There is none if it is absent. */
    Optional<String> issuer();

    /** As what the gateway is registered there; tokens must be made out to it. */
    @WithDefault("ground-zero")
    String clientId();

    /** The secret of that registration. */
    @SecretFile
    Optional<Path> clientSecretFile();

    /** The claim that says what people are: a text or a list of texts. */
    @WithDefault("groups")
    String claim();

    /** Values of the claim that make somebody an operator. */
    Optional<Set<String>> operators();

    /** Values of the claim that make somebody a viewer. */
    Optional<Set<String>> viewers();
}
