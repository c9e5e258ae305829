package io.groundzero.backup.gateway.notification;

import static io.groundzero.backup.gateway.notification.Examples.AT;
import static io.groundzero.backup.gateway.notification.Examples.DASHBOARD;
import static io.groundzero.backup.gateway.notification.Examples.HOSTILE;
import static io.groundzero.backup.gateway.notification.Examples.notice;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.groundzero.backup.gateway.alarm.Alarm;
import io.groundzero.backup.gateway.alarm.AlarmChange;
import io.groundzero.backup.gateway.alarm.AlarmKind;
import io.groundzero.backup.gateway.notification.WebhookFormat.Post;
import io.groundzero.backup.gateway.status.Protection.State;
import io.groundzero.backup.handover.WireFormat;

class FormatTest {

    private static final String TITLE = "Ground-Zero Backup: UNPROTECTED (was PROTECTED), 1 new, 1 over";

    @Test
    void slackGetsBlocksInWhichNothingIsMarkup() throws Exception {
        JsonNode message = json(WebhookFormat.SLACK, Examples.full());

        assertThat(message.get("text").asText()).isEqualTo(TITLE);
        assertThat(message.findValues("verbatim")).hasSize(5).allMatch(JsonNode::asBoolean);
        List<String> texts = texts(message);
        assertThat(texts).hasSize(5);
        assertThat(texts.get(0)).startsWith("*" + TITLE + "*\nThere is no backup");
        assertThat(texts.get(1)).startsWith("*New*\n• a&lt;!channel&gt;&amp;b @everyone &lt;@123&gt;")
                .contains("\n      → look at a&lt;!channel&gt;").doesNotContain("<", "\r", "\u202e");
        assertThat(texts.get(2)).startsWith("*Also wrong now*\n• PARKED of");
        assertThat(texts.get(3)).startsWith("*Over*\n• RPO_MISSED of").doesNotContain("→");
        assertThat(texts.get(4)).isEqualTo("<https://backup.example.org/?a=1&amp;b=2|Dashboard>");
    }

    @Test
    void discordCallsNobodyAndShowsMarkdownAsItIs() throws Exception {
        JsonNode message = json(WebhookFormat.DISCORD, Examples.full());

        assertThat(message.at("/allowed_mentions/parse").isArray()).isTrue();
        assertThat(message.at("/allowed_mentions/parse")).isEmpty();
        assertThat(message.get("content").asText()).contains("UNPROTECTED");
        String text = message.at("/embeds/0/description").asText();
        assertThat(text)
                .contains("**New**\n• a\\<!channel\\>&b \\@everyone \\<\\@123\\> \\*\\*x\\*\\* \\[y\\]\\(https\\:")
                .contains("\\`z\\` \\_u\\_ \\|\\~ \\# big", "**Over**", "<" + DASHBOARD + ">");
        assertThat(message.at("/embeds/0/color").asInt()).isEqualTo(0xc62828);
        assertThat(message.at("/embeds/0/timestamp").asText()).isEqualTo(AT.toString());
    }

    @Test
    void teamsGetsACardWithTextRuns() throws Exception {
        JsonNode message = json(WebhookFormat.TEAMS, Examples.full());

        assertThat(message.get("type").asText()).isEqualTo("message");
        JsonNode attachment = message.at("/attachments/0");
        assertThat(attachment.get("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = attachment.get("content");
        assertThat(card.get("type").asText()).isEqualTo("AdaptiveCard");
        List<JsonNode> body = new ArrayList<>();
        card.get("body").forEach(body::add);
        assertThat(body).filteredOn(part -> part.get("type").asText().equals("TextBlock")).singleElement()
                .satisfies(part -> assertThat(part.get("text").asText()).isEqualTo(TITLE));
        assertThat(body).filteredOn(part -> part.toString().contains("evil"))
                .allMatch(part -> part.get("type").asText().equals("RichTextBlock")).hasSize(1);
        assertThat(card.at("/actions/0/url").asText()).isEqualTo(DASHBOARD.toString());
    }

    @Test
    void ntfyGetsPlainTextAndHeaders() {
        Post post = WebhookFormat.NTFY.render(Examples.full());

        assertThat(post.headers()).containsEntry("Title", TITLE).containsEntry("Priority", "5")
                .containsEntry("Tags", "rotating_light").containsEntry("Click", DASHBOARD.toString());
        assertThat(post.body()).startsWith("There is no backup").contains("\nNew:\n- a<!channel>&b @everyone",
                "\n  What to do: look at", "\nOver:\n- RPO_MISSED", "\nDashboard: " + DASHBOARD);
        assertThat(post.body().lines()).noneMatch(line -> line.startsWith("# big"));
    }

    @Test
    void programsGetEverything() throws Exception {
        Post post = WebhookFormat.JSON.render(Examples.full());
        JsonNode message = WireFormat.mapper().readTree(post.body());

        assertThat(post.headers()).containsEntry("Idempotency-Key", message.get("id").asText());
        assertThat(message.get("test").asBoolean()).isFalse();
        assertThat(message.get("at").asText()).isEqualTo(AT.toString());
        assertThat(message.get("before").asText()).isEqualTo("PROTECTED");
        assertThat(message.get("state").asText()).isEqualTo("UNPROTECTED");
        assertThat(message.at("/raised/0/what").asText()).isEqualTo(HOSTILE);
        assertThat(message.at("/raised/0/kind").asText()).isEqualTo("ROWS_DROPPED");
        assertThat(message.at("/raised/0/remedy").asText()).isEqualTo("look at " + HOSTILE);
        assertThat(message.at("/cleared/0/kind").asText()).isEqualTo("RPO_MISSED");
        assertThat(message.get("open")).hasSize(2);
        assertThat(message.get("dashboard").asText()).isEqualTo(DASHBOARD.toString());
    }

    @Test
    void lettersLoadNothingAndShowTagsAsText() {
        String page = MailPage.of(Examples.full());

        assertThat(page).contains("<h1", TITLE, "a&lt;!channel&gt;&amp;b", "<b>What to do:</b> look at",
                "href=\"https://backup.example.org/?a=1&amp;b=2\"").doesNotContain("<!channel", "<img", "<script");
    }

    /** The limits are the services': Slack 3000 characters a text, Discord 4096, Teams 28 KB, ntfy 4096 bytes. */
    @ParameterizedTest
    @EnumSource(value = WebhookFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "JSON")
    void aHundredAlarmsOfTheWorstKindStillFit(WebhookFormat format) throws Exception {
        Alarm wide = new Alarm(AlarmKind.COPY_VANISHED, "x", "*<&>\"ü€".repeat(200), "*<&>\"ü€".repeat(200), AT);
        List<Alarm> alarms = Collections.nCopies(100, wide);
        Post post = format.render(notice(new AlarmChange(AT, State.AT_RISK, State.AT_RISK, alarms, alarms, alarms)));

        assertThat(post.body()).contains("more: look at the dashboard");
        switch (format) {
            case SLACK -> assertThat(texts(WireFormat.mapper().readTree(post.body()))).hasSize(4)
                    .allMatch(text -> text.length() <= 3000).anyMatch(text -> text.length() > 2000);
            case DISCORD -> assertThat(
                    WireFormat.mapper().readTree(post.body()).at("/embeds/0/description").asText().length())
                    .isLessThanOrEqualTo(4096);
            case TEAMS -> assertThat(bytes(post)).isLessThan(28_000);
            default -> assertThat(bytes(post)).isLessThan(4096);
        }
    }

    @ParameterizedTest
    @EnumSource(WebhookFormat.class)
    void aTestMessageSaysSo(WebhookFormat format) {
        Post post = format.render(new Notice("1", true,
                new AlarmChange(AT, State.PROTECTED, State.PROTECTED, List.of(), List.of(), List.of()), null));

        assertThat(post.body() + post.headers()).contains("test message").doesNotContain("null");
    }

    private static List<String> texts(JsonNode slack) {
        List<String> texts = new ArrayList<>();
        slack.get("blocks").forEach(block -> texts.add(block.at("/text/text").asText()));
        return texts;
    }

    private static int bytes(Post post) {
        return post.body().getBytes(StandardCharsets.UTF_8).length;
    }

    private static JsonNode json(WebhookFormat format, Notice notice) throws Exception {
        Post post = format.render(notice);
        assertThat(post.headers()).containsEntry("Content-Type", "application/json");
        return WireFormat.mapper().readTree(post.body());
    }
}
