package io.groundzero.backup.contracts.message;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.DrillId;

/**
 * What is believed of the times that a message names, its ids included, because an id holds a time: whoever could name one
 * in the future, by malice or by a clock that is wrong, would outrank all that comes until then. All records that a message
 * consists of are walked, so that a time that is added later is bounded as well. Pure logic.
 */
public final class Claims {

    /** So far the clocks of two machines may differ. */
    public static final Duration CLOCKS = Duration.ofMinutes(2);

    private static final Duration LONGEST_LIFETIME = Duration.ofDays(3650);

    /** What is announced, and how far ahead it may be. Everything else has happened when it is told. */
    private static final Map<String, Duration> ANNOUNCED = Map.of("nextAt", Duration.ofDays(1), "retryAt",
            Duration.ofHours(1), "expiresAt", LONGEST_LIFETIME, "exceededAt", LONGEST_LIFETIME);

    private Claims() {
    }

    /**
     * @param message a record, with all records in it
     * @param now by the clock of whoever reads it
     * @throws FutureClaim if it names a time that is more than {@link #CLOCKS} ahead of that
     * @throws IllegalArgumentException if an id in it is none, or a time lies before 1970
     */
    public static void requireCredible(Record message, Instant now) throws FutureClaim {
        walk("", message, now);
    }

    private static void walk(String name, Object value, Instant now) throws FutureClaim {
        if (value instanceof Instant time) {
            requireCome(name, time, now);
        } else if (value instanceof String text) {
            walkId(name, text, now);
        } else if (value instanceof Collection<?> list) {
            for (Object one : list) {
                walk(name, one, now);
            }
        } else if (value instanceof Record part) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                walk(name.isEmpty() ? component.getName() : name + "." + component.getName(), value(part, component),
                        now);
            }
        }
    }

    private static void walkId(String name, String text, Instant now) throws FutureClaim {
        switch (last(name)) {
            case "backupId", "joined" -> requireCome(name, BackupId.parse(text).time(), now);
            case "drill" -> requireCome(name, DrillId.parse(text).time(), now);
            default -> {
                // no id, or one without a time
            }
        }
        if (name.endsWith("drill.id")) {
            requireCome(name, DrillId.parse(text).time(), now);
        }
    }

    private static void requireCome(String name, Instant time, Instant now) throws FutureClaim {
        if (time.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("its " + name + " is " + time + ", which is no time of a backup");
        }
        Duration allowed = ANNOUNCED.getOrDefault(last(name), Duration.ZERO).plus(CLOCKS);
        if (time.isAfter(now.plus(allowed))) {
            throw new FutureClaim(name, time, now);
        }
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Object value(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of a message", e);
        }
    }
}
