package io.groundzero.backup.gateway.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;

/** The settings, as they come from the environment. */
class ChannelsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String SECRET = "T0P-S3CRET";

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void nobodyIsToldByDefault() {
        Channels channels = open(Map.of());

        assertThat(channels.all()).isEmpty();
        assertThat(channels.ping()).isNull();
        assertThat(channels.dashboard()).isNull();
    }

    @Test
    void everythingTogether() throws IOException {
        Channels channels = open(Map.ofEntries(Map.entry("MAIL_HOST", "mail.example.org"),
                Map.entry("MAIL_USER", "backup"), Map.entry("MAIL_PASSWORD_FILE", file(SECRET)),
                Map.entry("MAIL_FROM", "Backup <backup@example.org>"),
                Map.entry("MAIL_TO", "a@example.org,b@example.org"),
                Map.entry("WEBHOOKS_OPS_URL_FILE", file("https://hooks.example.org/" + SECRET)),
                Map.entry("WEBHOOKS_OPS_FORMAT", "slack"),
                Map.entry("WEBHOOKS_PHONE_URL", "https://ntfy.example.org/t"),
                Map.entry("WEBHOOKS_PHONE_TOKEN_FILE", file(SECRET)), Map.entry("WEBHOOKS_PHONE_FORMAT", "ntfy"),
                Map.entry("WEBHOOKS_PROGRAM_URL", "http://127.0.0.1:9/x"),
                Map.entry("DEAD_MAN_URL_FILE", file("https://ping.example.org/" + SECRET)),
                Map.entry("DASHBOARD_URL", "https://backup.example.org/")));

        assertThat(channels.all()).extracting(channel -> channel.name() + " " + channel.kind()).containsExactly(
                "mail mail", "ops slack", "phone ntfy", "program json");
        assertThat(channels.ping().uri()).hasToString("https://ping.example.org/" + SECRET);
        assertThat(channels.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org/" + SECRET, "ftp://example.org/" + SECRET, "https:///" + SECRET,
            "https://a b/" + SECRET, "https://u:" + SECRET + "@example.org/", "https://example.org:99999/" + SECRET})
    void aBrokenAddressIsRefusedWithoutShowingIt(String url) throws IOException {
        for (String setting : new String[]{"WEBHOOKS_OPS_URL", "DEAD_MAN_URL", "DASHBOARD_URL"}) {
            refuses(Map.of(setting, url), "GZ_NOTIFICATIONS_" + setting + ": ");
        }
        refuses(Map.of("WEBHOOKS_OPS_URL_FILE", file(url)), "GZ_NOTIFICATIONS_WEBHOOKS_OPS_URL_FILE: ");
    }

    @Test
    void missingFilesAreRefused() throws IOException {
        String missing = folder.resolve("missing").toString();
        for (String setting : new String[]{"WEBHOOKS_OPS_URL_FILE", "DEAD_MAN_URL_FILE"}) {
            refuses(Map.of(setting, missing), "GZ_NOTIFICATIONS_" + setting + ": cannot read " + missing);
            refuses(Map.of(setting, file("")), "GZ_NOTIFICATIONS_" + setting + ": the first line of ");
        }
        refuses(Map.of("WEBHOOKS_OPS_URL", "http://a.example/", "WEBHOOKS_OPS_TOKEN_FILE", missing),
                "GZ_NOTIFICATIONS_WEBHOOKS_OPS_TOKEN_FILE: cannot read");
        refuses(mail("MAIL_USER", "u", "MAIL_PASSWORD_FILE", missing),
                "GZ_NOTIFICATIONS_MAIL_PASSWORD_FILE: cannot read");
        refuses(mail("MAIL_CERTIFICATE_AUTHORITY", missing),
                "GZ_NOTIFICATIONS_MAIL_CERTIFICATE_AUTHORITY: cannot read");
    }

    @Test
    void halfAChannelIsRefused() throws IOException {
        refuses(Map.of("WEBHOOKS_OPS_FORMAT", "slack"), "set either GZ_NOTIFICATIONS_WEBHOOKS_OPS_URL or ");
        refuses(Map.of("WEBHOOKS_OPS_URL", "http://a.example/", "WEBHOOKS_OPS_URL_FILE", file("http://a.example/")),
                "not both");
        refuses(Map.of("DEAD_MAN_URL", "http://a.example/", "DEAD_MAN_URL_FILE", file("http://a.example/")),
                "set either GZ_NOTIFICATIONS_DEAD_MAN_URL or ");
        refuses(Map.of("MAIL_TO", "a@example.org"), "GZ_NOTIFICATIONS_MAIL_FROM is missing");
        refuses(Map.of("MAIL_TO", "a@example.org", "MAIL_FROM", "b@example.org"),
                "GZ_NOTIFICATIONS_MAIL_HOST is missing");
        refuses(Map.of("MAIL_HOST", "mail.example.org", "MAIL_FROM", "b@example.org"),
                "GZ_NOTIFICATIONS_MAIL_TO is missing");
        refuses(mail("MAIL_USER", "u"), "set both GZ_NOTIFICATIONS_MAIL_USER and GZ_NOTIFICATIONS_MAIL_PASSWORD_FILE");
    }

    @Test
    void settingsThatDoHarmAreRefused() throws IOException {
        refuses(mail("MAIL_USER", "u", "MAIL_PASSWORD_FILE", file(SECRET), "MAIL_ENCRYPTION", "none"),
                "a password is not sent without encryption");
        refuses(mail("MAIL_TO", "nobody"), "nobody is no mail address");
        refuses(mail("MAIL_PORT", "0"), "0 is no port");
        refuses(Map.of("DEAD_MAN_URL", "http://a.example/", "DEAD_MAN_EVERY", "PT1S"), "10 seconds or more");
        refuses(Map.of("DEAD_MAN_URL", "http://a.example/", "DEAD_MAN_PING_WHILE", "UNPROTECTED"),
                "PROTECTED or AT_RISK");
        refuses(Map.of("SEND_EVERY", "PT0S"), "a second or more");
        refuses(Map.of("WEBHOOKS_MAIL_URL", "http://a.example/"), "is not mail or dead-man");
        refuses(Map.of("WEBHOOKS_OPS_URL", "http://a.example/", "WEBHOOKS_OPS_TOKEN_FILE", file(SECRET + " two")),
                "a token has no blanks");
    }

    private void refuses(Map<String, String> settings, String words) {
        assertThatIllegalStateException().isThrownBy(() -> open(settings)).withMessageContaining(words)
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain(SECRET));
    }

    private static Map<String, String> mail(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("MAIL_HOST", "mail.example.org", "MAIL_FROM",
                "b@example.org", "MAIL_TO", "a@example.org"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static Channels open(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) -> environment.put("GZ_NOTIFICATIONS_" + name, value));
        NotificationConfig config = new SmallRyeConfigBuilder().withMapping(NotificationConfig.class)
                .withSources(new EnvConfigSource(environment, 300)).build()
                .getConfigMapping(NotificationConfig.class);
        return Channels.open(config, VERTX, new Outward());
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "secret", ""), content + "\n").toString();
    }
}
