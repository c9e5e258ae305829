package io.groundzero.backup.gateway.notification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.gateway.notification.Wording.Section;

/**
 * An Adaptive Card for Teams' workflow "when a webhook request is received". What comes from outside stands in text runs:
 * unlike text blocks, they know no markdown.
 */
final class TeamsFormat {

    /** A message may have 28 KB. */
    private static final int CARD = 12_000;

    private TeamsFormat() {
    }

    static Map<String, Object> of(Notice notice) {
        List<Object> body = new ArrayList<>();
        String color = switch (notice.change().state()) {
            case PROTECTED -> "good";
            case AT_RISK -> "warning";
            case UNPROTECTED -> "attention";
        };
        // markdown there, but these are our words
        body.add(Map.of("type", "TextBlock", "text", Wording.title(notice).replace("_", "\\_"), "size", "large",
                "weight",
                "bolder", "color", color, "wrap", true));
        body.add(text(run(Wording.summary(notice), false)));
        Room room = new Room(CARD);
        for (Section section : Wording.sections(notice)) {
            body.add(text(run(section.heading(), true)));
            room.fit(section.lines(), line -> line.what() + (line.remedy() == null ? "" : "\n→ " + line.remedy()))
                    .forEach(line -> body.add(text(run("• " + line, false))));
        }
        Map<String, Object> card = new HashMap<>(Map.of("$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
                "type", "AdaptiveCard", "version", "1.4", "body", body));
        if (notice.dashboard() != null) {
            card.put("actions", List.of(Map.of("type", "Action.OpenUrl", "title", "Dashboard", "url",
                    notice.dashboard().toString())));
        }
        return Map.of("type", "message", "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }

    private static Map<String, Object> text(Object... runs) {
        return Map.of("type", "RichTextBlock", "inlines", Arrays.asList(runs));
    }

    private static Map<String, Object> run(String text, boolean isBold) {
        return Map.of("type", "TextRun", "text", text, "weight", isBold ? "bolder" : "default");
    }
}
