package io.groundzero.backup.gateway.notification;

import java.util.List;
import java.util.Map;

import io.groundzero.backup.gateway.notification.Wording.Section;

/** Discord's webhooks: https://discord.com/developers/docs/resources/webhook#execute-webhook */
final class DiscordFormat {

    /** A description may have 4096 characters. */
    private static final int DESCRIPTION = 3400;
    private static final int GREEN = 0x2e7d32;
    private static final int YELLOW = 0xf9a825;
    private static final int RED = 0xc62828;

    private DiscordFormat() {
    }

    static Map<String, Object> of(Notice notice) {
        StringBuilder text = new StringBuilder(escaped(Wording.summary(notice)));
        Room room = new Room(DESCRIPTION);
        for (Section section : Wording.sections(notice)) {
            text.append("\n\n**").append(section.heading()).append("**");
            room.fit(section.lines(), line -> "• " + escaped(line.what())
                    + (line.remedy() == null ? "" : "\n→ " + escaped(line.remedy())))
                    .forEach(line -> text.append('\n').append(line));
        }
        if (notice.dashboard() != null) {
            text.append("\n\n<").append(notice.dashboard()).append('>');
        }
        int color = switch (notice.change().state()) {
            case PROTECTED -> GREEN;
            case AT_RISK -> YELLOW;
            case UNPROTECTED -> RED;
        };
        return Map.of("content", "**" + escaped(Wording.title(notice)) + "**", "embeds",
                List.of(Map.of("description", text.toString(), "color", color, "timestamp",
                        notice.change().at().toString())),
                // nobody is called, whatever a name looks like
                "allowed_mentions", Map.of("parse", List.of()));
    }

    static String escaped(String text) {
        return text.replaceAll("[\\\\*_~`|>#\\[\\]()<:@-]", "\\\\$0");
    }
}
