package io.groundzero.backup.handover;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When a failed step is tried again. */
@ConfigMapping(prefix = "gz.retry")
public interface RetryConfig {

    /**
     * Delays after the first, second and third failure, one for each delay queue, ascending, at most an hour each;
     * the last one repeats.
     */
    @WithDefault("10s,1m,10m")
    List<Duration> delays();

    /** How often a step is tried before its message is parked. */
    @WithDefault("6")
    int attempts();
}
