package io.groundzero.backup.gateway.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Slack's incoming webhooks: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
final class SlackFormat {

    /** A text may have 3000 characters. */
    private static final int TEXT = 2800;

    private SlackFormat() {
    }

    static Map<String, Object> of(Notice notice) {
        String title = escaped(Wording.title(notice));
        List<Object> blocks = new ArrayList<>();
        blocks.add(section("*" + title + "*\n" + escaped(Wording.summary(notice))));
        Wording.sections(notice).forEach(section -> blocks.add(section("*" + section.heading() + "*\n"
                + String.join("\n", new Room(TEXT).fit(section.lines(), line -> "• " + escaped(line.what())
                        + (line.remedy() == null ? "" : "\n      → " + escaped(line.remedy())))))));
        if (notice.dashboard() != null) {
            // a bar would end the address
            blocks.add(section("<" + escaped(notice.dashboard().toString()).replace("|", "%7C") + "|Dashboard>"));
        }
        return Map.of("text", title, "blocks", blocks, "unfurl_links", false, "unfurl_media", false);
    }

    /** Verbatim: names of people and rooms in the text stay text. */
    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "verbatim", true, "text", text));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
