package io.groundzero.backup.gateway.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Somebody shows an API key. */
final class KeyAuthenticationRequest extends BaseAuthenticationRequest {

    private final String key;
    private final String address;

    KeyAuthenticationRequest(String key, String address) {
        this.key = key;
        this.address = address;
    }

    String key() {
        return key;
    }

    String address() {
        return address;
    }
}
