package io.groundzero.backup.gateway.notification;

import io.groundzero.backup.gateway.notification.Wording.Line;
import io.groundzero.backup.gateway.notification.Wording.Section;

/** A notice as HTML that loads nothing. */
final class MailPage {

    private MailPage() {
    }

    static String of(Notice notice) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"></head>")
                .append("<body style=\"font-family:sans-serif\"><h1 style=\"font-size:1.2em\">")
                .append(escaped(Wording.title(notice))).append("</h1><p>").append(escaped(Wording.summary(notice)))
                .append("</p>");
        for (Section section : Wording.sections(notice)) {
            page.append("<h2 style=\"font-size:1em\">").append(escaped(section.heading())).append("</h2><ul>");
            for (Line line : section.lines()) {
                page.append("<li>").append(escaped(line.what()));
                if (line.remedy() != null) {
                    page.append("<br><b>What to do:</b> ").append(escaped(line.remedy()));
                }
                page.append("</li>");
            }
            page.append("</ul>");
        }
        if (notice.dashboard() != null) {
            page.append("<p><a href=\"").append(escaped(notice.dashboard().toString())).append("\">Dashboard</a></p>");
        }
        return page.append("</body></html>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
