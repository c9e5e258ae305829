package io.groundzero.backup.gateway.notification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.groundzero.backup.gateway.status.Protection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whom to tell that something changed, and how. Nobody by default. */
@ConfigMapping(prefix = "gz.notifications")
public interface NotificationConfig {

    /** Where people find the dashboard; messages link to it. */
    Optional<String> dashboardUrl();

    /** How often waiting messages are sent. */
    @WithDefault("PT5S")
    Duration sendEvery();

    /** Off as long as nothing of it is set. */
    Mail mail();

    /** By name. */
    Map<String, Webhook> webhooks();

    /** Off without a URL. */
    DeadMan deadMan();

    /** Letters for people. */
    interface Mail {

        Optional<String> host();

        @WithDefault("587")
        int port();

        @WithDefault("starttls")
        Encryption encryption();

        /** PEM file; the JVM's own certificates if absent. */
        Optional<Path> certificateAuthority();

        /** To log in with; nobody logs in if absent. */
        Optional<String> user();

        /** A file with the password in its first line. */
        Optional<Path> passwordFile();

        Optional<String> from();

        Optional<List<String>> to();
    }

    /** How a mail server is spoken to. */
    enum Encryption {
        /** In plain first, then encrypted, or not at all. */
        STARTTLS,
        /** Encrypted from the first byte. */
        TLS,
        /** Never. */
        NONE
    }

    /** An address that takes messages. */
    interface Webhook {

        Optional<String> url();

        /** A file with the URL in its first line: for most services the URL is the password. */
        Optional<Path> urlFile();

        /** A file with a token in its first line, sent as {@code Authorization: Bearer}. */
        Optional<Path> tokenFile();

        @WithDefault("json")
        WebhookFormat format();
    }

    /** Someone outside who worries when nothing comes. */
    interface DeadMan {

        Optional<String> url();

        /** A file with the URL in its first line. */
        Optional<Path> urlFile();

        @WithDefault("PT5M")
        Duration every();

        /** The worst state that still counts as good: PROTECTED, or AT_RISK for everything but UNPROTECTED. */
        @WithDefault("AT_RISK")
        Protection.State pingWhile();
    }
}
