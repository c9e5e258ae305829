package io.groundzero.backup.gateway.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;

class MailTest {

    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path folder;

    private static Path certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = MailServer.certificate(folder);
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void aLetterHasTextAndPageAndAlwaysTheSameNumber() throws Exception {
        try (MailServer server = MailServer.plain()) {
            Channel channel = open(server, "ENCRYPTION", "none");

            channel.send(Examples.full());
            channel.send(Examples.full());

            assertThat(server.letters()).hasSize(4);
            MimeMessage letter = server.letters().get(0);
            assertThat(letter.getSubject()).isEqualTo(Wording.title(Examples.full()));
            assertThat(letter.getFrom()).extracting(Object::toString).containsExactly("Backup <backup@example.org>");
            assertThat(letter.getRecipients(Message.RecipientType.TO)).extracting(Object::toString)
                    .containsExactly("a@example.org", "b@example.org");
            assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            MimeMultipart parts = (MimeMultipart) letter.getContent();
            assertThat(letter.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat(parts.getBodyPart(0).getContent().toString()).contains("What to do: look at a<!channel>",
                    "Dashboard: " + Examples.DASHBOARD);
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent().toString()).contains("look at a&lt;!channel&gt;");
            assertThat(server.letters()).extracting(MimeMessage::getMessageID)
                    .containsOnly("<" + Examples.full().id() + "@ground-zero-backup>");
        }
    }

    @Test
    void aServerWithACertificateAndAPassword() throws Exception {
        try (MailServer server = MailServer.encrypted(folder)) {
            open(server, "ENCRYPTION", "tls", "CERTIFICATE_AUTHORITY", certificate.toString(), "USER", MailServer.USER,
                    "PASSWORD_FILE", password(MailServer.PASSWORD)).send(Examples.full());

            assertThat(server.letters()).hasSize(2);
        }
    }

    @Test
    void aWrongPasswordIsToldAndNotShown() throws Exception {
        try (MailServer server = MailServer.encrypted(folder)) {
            Channel channel = open(server, "ENCRYPTION", "tls", "CERTIFICATE_AUTHORITY", certificate.toString(), "USER",
                    MailServer.USER, "PASSWORD_FILE", password("wrong-PASSWORD"));

            assertThatThrownBy(() -> channel.send(Examples.full())).isInstanceOf(NotSentException.class)
                    .hasMessageContaining("does not accept the user or the password")
                    .hasMessageNotContaining("wrong-PASSWORD").hasNoCause();
            assertThat(server.letters()).isEmpty();
        }
    }

    @Test
    void anUnknownCertificateGetsNothing() throws Exception {
        try (MailServer server = MailServer.encrypted(folder)) {
            Channel channel = open(server, "ENCRYPTION", "tls");

            assertThatThrownBy(() -> channel.send(Examples.full())).hasMessageContaining("certificate is not accepted");
            assertThat(server.letters()).isEmpty();
        }
    }

    /** The default. A server, or somebody in between, that offers no encryption gets no letter. */
    @Test
    void aServerWithoutStartTlsGetsNothing() throws Exception {
        try (MailServer server = MailServer.plain()) {
            Channel channel = open(server);

            assertThatThrownBy(() -> channel.send(Examples.full())).isInstanceOf(NotSentException.class);
            assertThat(server.letters()).isEmpty();
        }
    }

    @Test
    void aServerThatIsAwayIsToldInWords() {
        MailServer server = MailServer.plain();
        Channel channel = open(server);
        server.close();

        assertThatThrownBy(() -> channel.send(Examples.full())).isInstanceOf(NotSentException.class)
                .hasMessageContaining("the mail server cannot be reached");
    }

    private static String password(String password) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "password", ""), password + "\n").toString();
    }

    private static Channel open(MailServer server, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("HOST", "localhost", "PORT",
                Integer.toString(server.port()), "FROM", "Backup <backup@example.org>", "TO",
                "a@example.org,b@example.org"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) -> environment.put("GZ_NOTIFICATIONS_MAIL_" + name, value));
        return Mailbox.open(new SmallRyeConfigBuilder().withMapping(NotificationConfig.class)
                .withSources(new EnvConfigSource(environment, 300)).build().getConfigMapping(NotificationConfig.class)
                .mail(), VERTX);
    }
}
