package io.groundzero.backup.gateway.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/** The two API keys, as hashes, compared in constant time. */
final class ApiKeys {

    private static final int SHORTEST = 24;

    private final byte[] operator;
    private final byte[] viewer;

    private ApiKeys(byte[] operator, byte[] viewer) {
        this.operator = operator;
        this.viewer = viewer;
    }

    /**
     * @throws IllegalStateException in plain words, if a key is missing or not good enough
     */
    static ApiKeys load(ApiKeyConfig config) {
        byte[] operator = hash(read("GZ_API_OPERATOR_KEY_FILE", config.operatorKeyFile()));
        byte[] viewer = hash(read("GZ_API_VIEWER_KEY_FILE", config.viewerKeyFile()));
        if (MessageDigest.isEqual(operator, viewer)) {
            throw new IllegalStateException("operators and viewers must not have the same API key");
        }
        return new ApiKeys(operator, viewer);
    }

    /** The role that a key gives; empty if it is none of ours. */
    Optional<String> role(String key) {
        byte[] hash = hash(key);
        boolean isOperator = MessageDigest.isEqual(hash, operator);
        boolean isViewer = MessageDigest.isEqual(hash, viewer);
        if (isOperator) {
            return Optional.of(Roles.OPERATOR);
        }
        return isViewer ? Optional.of(Roles.VIEWER) : Optional.empty();
    }

    /** Who has a role; an operator may look as well. */
    SecurityIdentity identity(String role) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(role))
                .addRoles(Roles.OPERATOR.equals(role) ? Set.of(Roles.OPERATOR, Roles.VIEWER) : Set.of(Roles.VIEWER))
                .build();
    }

    /** 32 bytes that change with the keys and tell nothing about them. */
    byte[] secret(String purpose) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(purpose.getBytes(StandardCharsets.UTF_8));
            digest.update(operator);
            digest.update(viewer);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String setting, Path file) {
        try (var lines = Files.lines(file)) {
            String key = lines.findFirst().orElse("").strip();
            if (key.length() < SHORTEST) {
                throw new IllegalStateException(
                        setting + ": the key in " + file + " must have at least " + SHORTEST + " characters");
            }
            return key;
        } catch (IOException e) {
            throw new IllegalStateException(setting + ": cannot read " + file, e);
        }
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
