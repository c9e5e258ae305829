package io.groundzero.backup.gateway.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An HTTP address to which something is sent. Whoever knows it may send as well, so it prints as dots.
 *
 * @param uri absolute, http or https
 */
record Address(URI uri) {

    /**
     * @param setting what the setting is called without {@code _URL} or {@code _URL_FILE}
     * @throws IllegalStateException in plain words and without the address, if it is missing or not usable
     */
    static Address read(String setting, Optional<String> url, Optional<Path> urlFile) {
        if (url.isPresent() == urlFile.isPresent()) {
            throw new IllegalStateException(
                    "set either " + setting + "_URL or " + setting + "_URL_FILE"
                            + (url.isPresent() ? ", not both" : ""));
        }
        return urlFile.isPresent()
                ? of(setting + "_URL_FILE", Secret.read(setting + "_URL_FILE", urlFile.get()).value())
                : of(setting + "_URL", url.get());
    }

    static Address of(String setting, String url) {
        try {
            URI uri = new URI(url.strip());
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!isHttp || uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
                throw new IllegalStateException(setting + ": this is no address like https://example.org/path");
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalStateException(setting + ": an address must not have a user or a password in it");
            }
            return new Address(new URI(uri.toASCIIString()));
        } catch (URISyntaxException e) {
            // the cause would print the address
            throw new IllegalStateException(setting + ": this is no address like https://example.org/path");
        }
    }

    @Override
    public String toString() {
        return "…";
    }
}
