package io.groundzero.backup.contracts.name;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one game day: {@code drill-<yyyyMMdd'T'HHmmss'Z'>}, in UTC.
 *
 * @param time when it was asked for, in whole seconds
 */
public record DrillId(Instant time) {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern ID = Pattern.compile("drill-(\\d{8}T\\d{6}Z)");

    public DrillId {
        time = Objects.requireNonNull(time).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * @throws IllegalArgumentException if the text is no drill's id
     */
    public static DrillId parse(String text) {
        Matcher matcher = ID.matcher(Objects.requireNonNull(text));
        try {
            if (matcher.matches()) {
                return new DrillId(LocalDateTime.parse(matcher.group(1), FORMAT).toInstant(ZoneOffset.UTC));
            }
        } catch (DateTimeException e) {
            // told below, like any other text
        }
        throw new IllegalArgumentException("not a drill's id, such as drill-20261123T030040Z");
    }

    /** The id of the following second, for when this one is taken. */
    public DrillId next() {
        return new DrillId(time.plusSeconds(1));
    }

    @Override
    public String toString() {
        return "drill-" + FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }
}
