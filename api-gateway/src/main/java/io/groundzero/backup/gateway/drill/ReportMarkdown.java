package io.groundzero.backup.gateway.drill;

import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.groundzero.backup.contracts.drill.DrillReport;

/** A game day's report as Markdown. Pure logic. */
final class ReportMarkdown {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~]");

    private ReportMarkdown() {
    }

    /** @param signed the report as it was signed */
    static String of(DrillReport report, String signed) {
        StringJoiner text = new StringJoiner("\n", "", "\n");
        text.add("# Game day of " + escaped(report.cluster())).add("")
                .add("**" + escaped(ReportWords.verdict(report)) + "**")
                .add("").add(escaped(ReportWords.story(report))).add("");
        text.add("| | measured | promised | |").add("|---|---|---|---|");
        text.add(measure("time until everything is back (RTO)", report.rto()));
        text.add(measure("data that would be lost (RPO)", report.rpo())).add("");
        text.add("## What was done").add("").add("| step | time | | result |").add("|---|---|---|---|");
        report.phases().forEach(phase -> text.add("| " + escaped(phase.name()) + " | "
                + ReportWords.time(phase.millis() / 1000.0) + " | " + (phase.passed() ? "passed" : "**failed**") + " | "
                + escaped(phase.summary()) + " |"));
        text.add("");
        if (report.code() != null) {
            text.add("Cause: " + escaped(report.code() + ": " + report.summary())).add("");
        }
        if (!report.findings().isEmpty()) {
            text.add("## Findings about the application").add("")
                    .add("These were wrong on the original already, and say nothing about the backup.").add("");
            report.findings().forEach(finding -> text.add("- " + escaped(finding)));
            text.add("");
        }
        text.add("## What to do next").add("").add(escaped(ReportWords.next(report))).add("");
        text.add("## Forecast").add("").add(escaped(ReportWords.forecast(report))).add("");
        text.add("## In detail").add("")
                .add("- drill " + report.id() + ", asked for by " + escaped(report.requestedBy()))
                .add("- backup " + escaped(report.backupId()) + ", " + ReportWords.size(report.bytes()) + " encrypted")
                .add("- proof `" + report.proof().key() + "`").add("");
        text.add("The report in JSON, SHA-256 `" + ReportWords.sha256(signed)
                + "`, is signed with the verifier's key. To check it:").add("").add("```");
        ReportWords.check(report).forEach(text::add);
        text.add("```");
        return text.toString();
    }

    private static String measure(String name, DrillReport.Measure measure) {
        return "| " + name + " | " + ReportWords.time(measure.seconds()) + " | "
                + ReportWords.time((double) measure.targetSeconds()) + " | " + (measure.met() ? "met" : "**missed**")
                + " |";
    }

    /** Names and messages come from outside: they are text, whatever they look like. */
    private static String escaped(String text) {
        return SPECIAL.matcher(String.valueOf(text).replaceAll("\\s+", " "))
                .replaceAll(match -> Matcher.quoteReplacement("\\" + match.group()));
    }
}
