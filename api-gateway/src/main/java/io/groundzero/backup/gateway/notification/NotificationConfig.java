package io.groundzero.backup.gateway.notification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.groundzero.backup.gateway.status.Protection;
import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.CertificateFile;
import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.SecretFile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whom to tell that something changed, and how. Nobody by default. */
@ConfigMapping(prefix = "gz.notifications")
public interface NotificationConfig {

    /** Where people find the dashboard; messages link to it. */
    Optional<String> dashboardUrl();

    /** How often waiting messages are sent. */
    @Lasting(least = "PT1S", most = "PT1H")
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

        /** The mail server's name or address; there is no mail if nothing of it is set. */
        Optional<String> host();

        /** The mail server's port: 587 with starttls, 465 with tls. */
        @Between(least = 1, most = 65_535)
        @WithDefault("587")
        int port();

        /** How the mail server is spoken to: in plain first, then encrypted or not at all; encrypted; or never. */
        @WithDefault("starttls")
        Encryption encryption();

        /** Whose certificates are trusted; the JVM's own if absent. */
        @CertificateFile
        Optional<Path> certificateAuthority();

        /** The user to log in with; nobody logs in if absent. */
        Optional<String> user();

        /** The password to log in with. */
        @SecretFile
        Optional<Path> passwordFile();

        /** The sender's address. */
        Optional<String> from();

        /** Who gets the letters: mail addresses. */
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

        /** The address, if it is no secret. */
        Optional<String> url();

        /** The address, instead: for most services whoever knows it may post. */
        @SecretFile
        Optional<Path> urlFile();

        /** A token, sent as {@code Authorization: Bearer}. */
        @SecretFile
        Optional<Path> tokenFile();

        /** In whose words. */
        @WithDefault("json")
        WebhookFormat format();
    }

    /** Someone outside who worries when nothing comes. */
    interface DeadMan {

        /** The address to ping, if it is no secret; there is no ping if neither is set. */
        Optional<String> url();

        /** The address to ping, instead. */
        @SecretFile
        Optional<Path> urlFile();

        /** How often it is pinged while all is well. */
        @Lasting(least = "PT10S", most = "P1D")
        @WithDefault("PT5M")
        Duration every();

        /** The worst state that still counts as good: PROTECTED, or AT_RISK for everything but UNPROTECTED. */
        @WithDefault("AT_RISK")
        Protection.State pingWhile();
    }
}
