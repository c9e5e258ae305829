package io.groundzero.backup.gateway.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.groundzero.backup.contracts.drill.DrillOrder.Restore;
import io.groundzero.backup.contracts.drill.DrillReport;

/** A game day's report as a page of its own: no script, nothing loaded from anywhere, fit for print. Pure logic. */
final class ReportPage {

    /** Its hash stands in the Content-Security-Policy of application.properties, which lets no other style through. */
    static final String STYLE = """
            :root{color-scheme:light dark;--back:#fff;--text:#1a1f27;--quiet:#566070;--line:#d9dee6;--good:#14703a;--bad:#b3201f;--accent:#1f5fbf}
            @media(prefers-color-scheme:dark){:root{--back:#12151a;--text:#e8ebf0;--quiet:#a3adba;--line:#343c47;--good:#6fd394;--bad:#ff8f8a;--accent:#7fb0ff}}
            @media print{:root{--back:#fff;--text:#000;--quiet:#333;--line:#999}}
            body{background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}
            .verdict{font-size:1.5rem;font-weight:700;border-left:.5rem solid var(--accent);padding-left:1rem}
            .PASSED{border-color:var(--good)}.FAILED,.TARGET_MISSED{border-color:var(--bad)}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-top:1px solid var(--line);padding:.4rem 1rem .4rem 0}td:last-child{overflow-wrap:anywhere}
            .good,.missed{white-space:nowrap}.good{color:var(--good)}.missed{color:var(--bad);font-weight:700}.quiet{color:var(--quiet);font-size:.9rem;overflow-wrap:anywhere}
            svg{width:100%;height:auto}.label{fill:var(--text);font-size:14px}.bar{fill:var(--accent)}.bad{fill:var(--bad)}
            .line{fill:none;stroke:var(--accent);stroke-width:2}.target{stroke:var(--bad);stroke-dasharray:6 4}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line);padding:.6rem}""";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Game day of %1$s</title>
            <link rel="icon" href="data:,">
            <style>%2$s</style>
            </head>
            <body>
            <main>
            <h1>Game day of %1$s</h1>
            <p class="verdict %3$s">%4$s</p>
            <p>%5$s</p>
            <table><thead><tr><th></th><th>measured</th><th>promised</th><th></th></tr></thead><tbody>
            %6$s
            </tbody></table>
            <h2>What was done</h2>
            %7$s
            <table><thead><tr><th>step</th><th>time</th><th></th><th>result</th></tr></thead><tbody>
            %8$s
            </tbody></table>
            %9$s
            <h2>What to do next</h2>
            <p>%10$s</p>
            <h2>Forecast</h2>
            <p>%11$s</p>
            %12$s
            <h2>In detail</h2>
            <p class="quiet">Drill %13$s, asked for by %14$s. Backup %15$s, %16$s encrypted. Proof %17$s.</p>
            <p class="quiet">The report in JSON, SHA-256 %18$s, is signed with the verifier's key. To check it:</p>
            <pre>%19$s</pre>
            </main>
            </body>
            </html>
            """;

    private ReportPage() {
    }

    /** @param signed the report as it was signed */
    static String of(DrillReport report, String signed) {
        return PAGE.formatted(Html.escaped(report.cluster()), STYLE, report.outcome(),
                Html.escaped(ReportWords.verdict(report)), Html.escaped(ReportWords.story(report)),
                measure("time until everything is back (RTO)", report.rto())
                        + measure("data that would be lost (RPO)", report.rpo()),
                RestoreChart.phases(report.phases()),
                report.phases().stream().map(ReportPage::phase).collect(Collectors.joining("\n")), trouble(report),
                Html.escaped(ReportWords.next(report)), Html.escaped(ReportWords.forecast(report)),
                RestoreChart.history(restores(report), report.rto().targetSeconds()), report.id(),
                Html.escaped(report.requestedBy()), Html.escaped(report.backupId()), ReportWords.size(report.bytes()),
                Html.escaped(report.proof().key()), ReportWords.sha256(signed),
                Html.escaped(String.join("\n", ReportWords.check(report))));
    }

    /** This one is the last of them, if it came back. */
    private static List<Restore> restores(DrillReport report) {
        List<Restore> restores = new ArrayList<>(report.history());
        if (report.rto().seconds() != null) {
            restores.add(new Restore(report.finishedAt(), report.bytes() == null ? 0 : report.bytes(),
                    Math.round(report.rto().seconds() * 1000)));
        }
        return restores;
    }

    private static String measure(String name, DrillReport.Measure measure) {
        return "<tr><td>" + name + "</td><td>" + ReportWords.time(measure.seconds()) + "</td><td>"
                + ReportWords.time((double) measure.targetSeconds()) + "</td><td class=\""
                + (measure.met() ? "good\">met" : "missed\">missed") + "</td></tr>\n";
    }

    private static String phase(DrillReport.Phase phase) {
        return "<tr><td>" + Html.escaped(phase.name()) + "</td><td>" + ReportWords.time(phase.millis() / 1000.0)
                + "</td><td class=\"" + (phase.passed() ? "good\">passed" : "missed\">failed") + "</td><td>"
                + Html.escaped(phase.summary()) + "</td></tr>";
    }

    private static String trouble(DrillReport report) {
        StringBuilder html = new StringBuilder();
        if (report.code() != null) {
            html.append("<h2>Cause</h2>\n<p>").append(Html.escaped(report.code() + ": " + report.summary()))
                    .append("</p>\n");
        }
        if (!report.findings().isEmpty()) {
            html.append("<h2>Findings about the application</h2>\n<p>These were wrong on the original already, and say "
                    + "nothing about the backup.</p>\n<ul>\n");
            report.findings().forEach(
                    finding -> html.append("<li>").append(Html.escaped(finding)).append("</li>\n"));
            html.append("</ul>");
        }
        return html.toString();
    }
}
