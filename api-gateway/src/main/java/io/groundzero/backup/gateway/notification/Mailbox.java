package io.groundzero.backup.gateway.notification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.groundzero.backup.gateway.notification.NotificationConfig.Encryption;
import io.groundzero.backup.gateway.notification.NotificationConfig.Mail;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;

/**
 * Makes the mail channel from its settings. Not by quarkus.mailer.*: there the password would have to stand in a setting
 * instead of a file, and nothing would refuse a broken one at the start.
 */
final class Mailbox {

    private static final String SETTING = "GZ_NOTIFICATIONS_MAIL_";
    private static final int IDLE_SECONDS = 20;
    private static final int CONNECT_MILLIS = 5000;

    private Mailbox() {
    }

    /** Whoever sets anything of it wants mail: what is missing is then an error, not silence. */
    static boolean isOn(Mail mail) {
        return Stream.of(mail.host(), mail.certificateAuthority(), mail.user(), mail.passwordFile(), mail.from(),
                mail.to()).anyMatch(Optional::isPresent);
    }

    /** @throws IllegalStateException in plain words, if something is missing or not usable */
    static MailChannel open(Mail mail, Vertx vertx) {
        String from = address("FROM", required("FROM", mail.from()));
        List<String> to = required("TO", mail.to()).stream().map(receiver -> address("TO", receiver)).toList();
        return new MailChannel(vertx.getOrCreateContext(), MailClient.create(vertx, client(mail)), from, to);
    }

    private static MailConfig client(Mail mail) {
        if (mail.port() < 1 || mail.port() > 65_535) {
            throw new IllegalStateException(SETTING + "PORT: " + mail.port() + " is no port");
        }
        MailConfig config = new MailConfig().setHostname(required("HOST", mail.host())).setPort(mail.port())
                .setSsl(mail.encryption() == Encryption.TLS)
                .setStarttls(mail.encryption() == Encryption.STARTTLS
                        ? StartTLSOptions.REQUIRED
                        : StartTLSOptions.DISABLED)
                .setLogin(LoginOption.DISABLED).setKeepAlive(false).setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        config.setHostnameVerificationAlgorithm("HTTPS");
        mail.certificateAuthority()
                .ifPresent(file -> config.setTrustOptions(new PemTrustOptions().addCertPath(readable(file))));
        if (mail.user().isPresent() != mail.passwordFile().isPresent()) {
            throw new IllegalStateException(
                    "set both " + SETTING + "USER and " + SETTING + "PASSWORD_FILE, or neither");
        }
        if (mail.user().isPresent()) {
            if (mail.encryption() == Encryption.NONE) {
                throw new IllegalStateException(SETTING + "ENCRYPTION: a password is not sent without encryption;"
                        + " set it to starttls or tls, or do not log in");
            }
            config.setLogin(LoginOption.REQUIRED).setAuthMethods("PLAIN LOGIN CRAM-MD5").setUsername(mail.user().get())
                    .setPassword(Secret.read(SETTING + "PASSWORD_FILE", mail.passwordFile().get()).value());
        }
        return config;
    }

    private static String readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(SETTING + "CERTIFICATE_AUTHORITY: cannot read " + file);
        }
        return file.toString();
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalStateException(
                SETTING + name + " is missing, and other settings of the mail are there"));
    }

    private static String address(String name, String address) {
        if (!address.strip().matches("[^\\p{Cntrl}]*[^\\s@<>]+@[^\\s@<>]+>?")) {
            throw new IllegalStateException(SETTING + name + ": " + address + " is no mail address");
        }
        return address.strip();
    }
}
