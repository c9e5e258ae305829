package io.groundzero.backup.gateway.openid;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import io.groundzero.backup.gateway.security.Roles;

/**
 * The settings, once they make sense. Pure logic.
 *
 * @param secret of the gateway's registration
 * @param operators values of the claim that make an operator
 * @param viewers values of the claim that make a viewer
 */
record OpenIdSettings(String issuer, String clientId, String secret, String claim, Set<String> operators,
        Set<String> viewers) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @return empty if no provider is configured
     * @throws IllegalStateException in plain words, if something is missing or unsafe
     */
    static Optional<OpenIdSettings> of(OpenIdConfig config) {
        if (config.issuer().isEmpty()) {
            return Optional.empty();
        }
        String issuer = config.issuer().get();
        Set<String> operators = config.operators().orElse(Set.of());
        Set<String> viewers = config.viewers().orElse(Set.of());
        if (!safe(issuer)) {
            throw new IllegalStateException("GZ_OPENID_ISSUER: " + issuer + " must be an https address");
        }
        if (operators.isEmpty() && viewers.isEmpty()) {
            throw new IllegalStateException(
                    "GZ_OPENID_OPERATORS or GZ_OPENID_VIEWERS must name at least one group, or nobody can log in");
        }
        Path file = config.clientSecretFile()
                .orElseThrow(() -> new IllegalStateException("GZ_OPENID_CLIENT_SECRET_FILE is missing"));
        return Optional.of(new OpenIdSettings(issuer, config.clientId(), secret(file), config.claim(), operators,
                viewers));
    }

    /** @return one of {@link Roles}; empty for who may do nothing here */
    Optional<String> role(Collection<String> values) {
        if (values.stream().anyMatch(operators::contains)) {
            return Optional.of(Roles.OPERATOR);
        }
        return values.stream().anyMatch(viewers::contains) ? Optional.of(Roles.VIEWER) : Optional.empty();
    }

    private static boolean safe(String issuer) {
        try {
            URI address = URI.create(issuer);
            return "https".equals(address.getScheme()) && address.getHost() != null
                    || "http".equals(address.getScheme()) && THIS_MACHINE.contains(String.valueOf(address.getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String secret(Path file) {
        try (var lines = Files.lines(file)) {
            String secret = lines.findFirst().orElse("").strip();
            if (secret.isEmpty()) {
                throw new IllegalStateException("GZ_OPENID_CLIENT_SECRET_FILE: " + file + " is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new IllegalStateException("GZ_OPENID_CLIENT_SECRET_FILE: cannot read " + file, e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return issuer + " as " + clientId;
    }
}
