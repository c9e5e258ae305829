package io.groundzero.backup.gateway.watch;

import java.time.Clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the watch its two clocks. */
class WatchParts {

    @Produces
    @Singleton
    WallClock wallClock(Clock clock) {
        return new WallClock(clock, System::nanoTime);
    }
}
