package io.groundzero.backup.gateway.security;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/** Where a call comes from. */
final class ClientAddress {

    private ClientAddress() {
    }

    /** @return an IP address, behind a proxy the one that it forwards if that is configured */
    static String of(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
    }
}
