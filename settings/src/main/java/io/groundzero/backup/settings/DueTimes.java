package io.groundzero.backup.settings;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.stream.Stream;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

/**
 * When a schedule is due, also in the nights in which clocks are changed. A time that does not exist is due when the clocks
 * have been put forward; one that exists twice is due once, the first time, unless the schedule names no hour. Pure logic,
 * the same for who asks for backups and for who notices that one is missing.
 */
public final class DueTimes {

    private static final CronParser PARSER = new CronParser(
            CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
    private static final int HOURS = 2;

    /** In local time alone: the library leaves out what does not exist, and is not asked about it. */
    private final ExecutionTime times;
    private final ZoneId zone;
    private final boolean everyHour;

    /**
     * @param cron Quartz: seconds minutes hours day month weekday
     * @throws IllegalArgumentException if it is no schedule or no time zone
     */
    public DueTimes(String cron, String timeZone) {
        try {
            this.times = ExecutionTime.forCron(PARSER.parse(cron));
            this.zone = ZoneId.of(timeZone);
            this.everyHour = cron.strip().split("\\s+")[HOURS].equals("*");
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time zone: " + timeZone, e);
        }
    }

    /** The last time it was due before that instant; empty if it never was. */
    public Optional<Instant> last(Instant before) {
        LocalDateTime from = local(before);
        Optional<ZoneOffsetTransition> repeated = repeated(before);
        if (repeated.isPresent() && from.isBefore(repeated.get().getDateTimeBefore())) {
            // times that are still to come on the clock have been already
            from = repeated.get().getDateTimeBefore();
        }
        Optional<LocalDateTime> time = earlier(from);
        while (time.isPresent() && !instant(time.get()).isBefore(before)) {
            time = earlier(time.get());
        }
        Stream<Instant> again = Optional.ofNullable(zone.getRules().previousTransition(before))
                .filter(ZoneOffsetTransition::isOverlap).flatMap(hours -> lastRepeated(hours, before)).stream();
        return Stream.concat(time.map(this::instant).stream(), again).max(Instant::compareTo);
    }

    /** The next time it is due after that instant; empty if it never is again. */
    public Optional<Instant> next(Instant after) {
        Optional<LocalDateTime> time = later(local(after));
        while (time.isPresent() && !instant(time.get()).isAfter(after)) {
            time = later(time.get());
        }
        Stream<Instant> again = Stream.concat(repeated(after).stream(), comingRepeated(after).stream())
                .flatMap(hours -> nextRepeated(hours, after).stream());
        return Stream.concat(time.map(this::instant).stream(), again).min(Instant::compareTo);
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    private Instant instant(LocalDateTime time) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                // of two the first
                : ZonedDateTime.ofLocal(time, zone, null).toInstant();
    }

    private Optional<LocalDateTime> later(LocalDateTime time) {
        return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    private Optional<LocalDateTime> earlier(LocalDateTime time) {
        return times.lastExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    /** The change of clocks if that instant lies in hours that come for the second time. */
    private Optional<ZoneOffsetTransition> repeated(Instant at) {
        ZoneOffsetTransition last = zone.getRules().previousTransition(at.plusNanos(1));
        return Optional.ofNullable(last).filter(change -> change.isOverlap()
                && at.isBefore(change.getInstant().minus(change.getDuration())));
    }

    private Optional<ZoneOffsetTransition> comingRepeated(Instant after) {
        return Optional.ofNullable(zone.getRules().nextTransition(after)).filter(ZoneOffsetTransition::isOverlap);
    }

    private Optional<Instant> nextRepeated(ZoneOffsetTransition hours, Instant after) {
        if (!everyHour) {
            return Optional.empty();
        }
        LocalDateTime from = after.isBefore(hours.getInstant())
                ? hours.getDateTimeAfter().minusNanos(1)
                : LocalDateTime.ofInstant(after, hours.getOffsetAfter());
        return later(from).filter(time -> time.isBefore(hours.getDateTimeBefore()))
                .map(time -> time.toInstant(hours.getOffsetAfter()));
    }

    private Optional<Instant> lastRepeated(ZoneOffsetTransition hours, Instant before) {
        if (!everyHour) {
            return Optional.empty();
        }
        LocalDateTime from = LocalDateTime.ofInstant(before, hours.getOffsetAfter());
        return earlier(from.isBefore(hours.getDateTimeBefore()) ? from : hours.getDateTimeBefore())
                .filter(time -> !time.isBefore(hours.getDateTimeAfter()))
                .map(time -> time.toInstant(hours.getOffsetAfter()));
    }
}
