package io.groundzero.backup.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of servers. An address may carry a password, so what is wrong is told without it. */
final class Addresses {

    private Addresses() {
    }

    static Optional<String> problem(String address) {
        try {
            URI uri = new URI(address.strip());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (uri.getRawUserInfo() != null) {
                return Optional.of("must have no user and no password in it");
            }
            return Rules.unless(http && uri.getHost() != null && uri.getPort() <= 65_535,
                    "must be an address such as https://host:port");
        } catch (URISyntaxException e) {
            return Optional.of("must be an address such as https://host:port");
        }
    }

    static Optional<String> own(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean here = address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
            return Rules.unless(here,
                    "must be an address of this machine, such as 127.0.0.1 or 0.0.0.0, but is " + host);
        } catch (IOException e) {
            return Optional
                    .of("must be an address of this machine, such as 127.0.0.1 or 0.0.0.0; nobody knows " + host);
        }
    }
}
