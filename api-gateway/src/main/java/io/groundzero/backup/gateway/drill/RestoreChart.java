package io.groundzero.backup.gateway.drill;

import java.util.List;
import java.util.Locale;

import io.groundzero.backup.contracts.drill.DrillOrder.Restore;
import io.groundzero.backup.contracts.drill.DrillReport;

/** Two drawings for a report, as SVG without style or script. Pure logic. */
final class RestoreChart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 220;
    private static final int LEFT = 10;
    private static final int TOP = 20;
    private static final int BAR = 34;

    private RestoreChart() {
    }

    /** How long each phase took. */
    static String phases(List<DrillReport.Phase> phases) {
        long longest = phases.stream().mapToLong(DrillReport.Phase::millis).max().orElse(1);
        StringBuilder svg = open("how long each step took", phases.size() * BAR + 10);
        int y = 5;
        for (DrillReport.Phase phase : phases) {
            double width = Math.max(2, 400.0 * phase.millis() / Math.max(1, longest));
            svg.append("<text class=\"label\" x=\"0\" y=\"").append(y + 20).append("\">")
                    .append(Html.escaped(phase.name()))
                    .append("</text><rect class=\"").append(phase.passed() ? "bar" : "bad").append("\" x=\"110\" y=\"")
                    .append(y + 4).append("\" width=\"").append(number(width)).append("\" height=\"22\"/>")
                    .append("<text class=\"label\" x=\"").append(number(118 + width)).append("\" y=\"").append(y + 20)
                    .append("\">").append(ReportWords.time(phase.millis() / 1000.0)).append("</text>");
            y += BAR;
        }
        return svg.append("</svg>").toString();
    }

    /** How long restores took over time, with the line that must not be crossed; empty for fewer than two. */
    static String history(List<Restore> restores, long targetSeconds) {
        if (restores.size() < 2) {
            return "";
        }
        long first = restores.get(0).at().toEpochMilli();
        long span = Math.max(1, restores.get(restores.size() - 1).at().toEpochMilli() - first);
        double longest = restores.stream().mapToLong(Restore::millis).max().orElse(1) / 1000.0;
        // a target far above would press the line to the ground
        boolean near = targetSeconds <= longest * 4;
        double top = Math.max(near ? targetSeconds : 0, longest) * 1.1;
        StringBuilder svg = open("how long restores took, oldest first", HEIGHT);
        svg.append("<polyline class=\"line\" points=\"");
        for (Restore restore : restores) {
            svg.append(number(LEFT + (WIDTH - 2.0 * LEFT) * (restore.at().toEpochMilli() - first) / span)).append(',')
                    .append(number(height(restore.millis() / 1000.0, top))).append(' ');
        }
        svg.append("\"/>");
        if (near) {
            String y = number(height(targetSeconds, top));
            svg.append("<line class=\"target\" x1=\"0\" x2=\"").append(WIDTH).append("\" y1=\"").append(y)
                    .append("\" y2=\"").append(y).append("\"/><text class=\"label\" x=\"").append(LEFT)
                    .append("\" y=\"")
                    .append(number(height(targetSeconds, top) - 5)).append("\">promised: ")
                    .append(ReportWords.time((double) targetSeconds)).append("</text>");
        }
        return svg.append("<text class=\"label\" x=\"").append(LEFT).append("\" y=\"").append(HEIGHT - 4).append("\">")
                .append(ReportWords.date(restores.get(0).at())).append(": ")
                .append(ReportWords.time(restores.get(0).millis() / 1000.0)).append(" … ")
                .append(ReportWords.date(restores.get(restores.size() - 1).at())).append(": ")
                .append(ReportWords.time(restores.get(restores.size() - 1).millis() / 1000.0)).append("</text></svg>")
                .toString();
    }

    private static double height(double seconds, double top) {
        return TOP + (HEIGHT - 2.0 * TOP - 10) * (1 - seconds / top);
    }

    private static StringBuilder open(String title, int height) {
        return new StringBuilder("<svg role=\"img\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(height)
                .append("\" aria-label=\"").append(title).append("\">");
    }

    private static String number(double value) {
        return String.format(Locale.ENGLISH, "%.1f", value);
    }
}
