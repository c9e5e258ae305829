package io.groundzero.backup.gateway.alarm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** A clock that a test sets. */
@Alternative
@Singleton
public class ControlledClock {

    public static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private static volatile Instant now = START;

    public static void set(Instant instant) {
        now = instant;
    }

    public static void pass(Duration time) {
        now = now.plus(time);
    }

    public static Instant now() {
        return now;
    }

    @Produces
    @Singleton
    Clock clock() {
        return new Clock() {

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(now, zone);
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
