package io.groundzero.backup.gateway.drill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.DrillReport.Measure;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.proof.Verdict;

/** A game day's report in sentences that somebody outside IT understands. Pure logic. */
final class ReportWords {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'",
            Locale.ENGLISH);

    private ReportWords() {
    }

    /** What it comes to. */
    static String verdict(DrillReport report) {
        return switch (report.outcome()) {
            case PASSED -> "We could be back in " + time(report.rto().seconds()) + ", and would lose "
                    + time(report.rpo().seconds()) + " of data.";
            case TARGET_MISSED -> "Our data comes back, but not as promised: it takes " + time(report.rto().seconds())
                    + " (" + promise(report.rto()) + "), and " + time(report.rpo().seconds())
                    + " of data would be lost (" + promise(report.rpo()) + ").";
            case FAILED -> "Our data does not come back from this backup.";
            case INCONCLUSIVE -> "The game day could not be held, so we do not know.";
        };
    }

    /** What was done, in one paragraph; of a drill that failed only how far it came. */
    static String story(DrillReport report) {
        String start = "On " + date(report.requestedAt()) + " we acted as if the database cluster " + report.cluster()
                + " had been lost. The backup " + report.backupId() + " was to come back from the off-site copy ("
                + report.copy() + ") alone; the original was not needed for any of this. ";
        if (report.verdict() == Verdict.PROVEN) {
            return start + "It was fetched, decrypted, restored into an empty PostgreSQL and compared with what the "
                    + "original held on " + date(report.snapshotAt()) + ".";
        }
        return start + report.phases().stream().filter(phase -> !phase.passed()).findFirst()
                .map(phase -> "It went wrong at the step \"" + phase.name() + "\"; no later step was tried.")
                .orElse("It did not come to an end.");
    }

    static String next(DrillReport report) {
        return switch (report.outcome()) {
            case PASSED -> "Nothing, but to hold the next game day.";
            case TARGET_MISSED -> (report.rto().met()
                    ? ""
                    : "Give the machine that restores a faster disk or more "
                            + "processors, or move old data out of the database. ")
                    + (report.rpo().met() ? "" : "Back up more often, and find out why no newer backup was there.");
            case FAILED -> "Read the cause below, mend it, start a new backup at once and hold this game day again. "
                    + "Until then rely on the newest backup that was proven.";
            case INCONCLUSIVE -> "Mend the cause below and hold the game day again.";
        };
    }

    static String forecast(DrillReport report) {
        Forecast forecast = report.forecast();
        String target = time((double) report.rto().targetSeconds());
        return switch (forecast.kind()) {
            case NOT_ENOUGH_HISTORY -> "There are not enough restores yet (" + forecast.restores()
                    + ") to tell when a restore will take longer than " + target + ".";
            case EXCEEDED_ALREADY -> "A restore takes longer than the promised " + target + " already.";
            case EXCEEDED_AT ->
                "If it goes on growing as it did, a restore will take longer than the promised " + target
                        + " from about " + date(forecast.exceededAt()) + " on.";
            case NOT_WITHIN_5_YEARS -> "If it goes on growing as it did, a restore will stay below the promised "
                    + target + " for at least five years.";
        };
    }

    static String promise(Measure measure) {
        return "promised: " + time((double) measure.targetSeconds());
    }

    static String time(Double seconds) {
        if (seconds == null) {
            return "unknown";
        }
        Duration duration = Duration.ofMillis(Math.round(seconds * 1000));
        if (duration.compareTo(Duration.ofSeconds(100)) < 0) {
            return seconds < 10
                    ? String.format(Locale.ENGLISH, "%.1f seconds", seconds)
                    : Math.round(seconds) + " seconds";
        }
        if (duration.compareTo(Duration.ofMinutes(100)) < 0) {
            return Math.round(seconds / 60) + " minutes";
        }
        return duration.compareTo(Duration.ofHours(48)) < 0
                ? String.format(Locale.ENGLISH, "%.1f hours", seconds / 3600)
                : String.format(Locale.ENGLISH, "%.1f days", seconds / 86400);
    }

    static String date(Instant at) {
        return DATE.format(at.atOffset(ZoneOffset.UTC));
    }

    static String size(Long bytes) {
        if (bytes == null) {
            return "unknown";
        }
        if (bytes < 1_000_000) {
            return bytes / 1000 + " kB";
        }
        return bytes < 1_000_000_000L
                ? bytes / 1_000_000 + " MB"
                : String.format(Locale.ENGLISH, "%.1f GB", bytes / 1e9);
    }

    /** How to find out that nobody has changed the report. */
    static List<String> check(DrillReport report) {
        return List.of(
                "curl -H \"Authorization: Bearer $key\" -H 'Accept: application/json' -o report.json …/api/v1/drills/"
                        + report.id() + "/report",
                "curl -H \"Authorization: Bearer $key\" -H 'Accept: application/pgp-signature' -o report.json.asc …/api/v1/drills/"
                        + report.id() + "/report",
                "gpg --verify report.json.asc report.json");
    }

    /** 64 hexadecimal digits. */
    static String sha256(String signed) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}
