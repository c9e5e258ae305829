package io.groundzero.backup.handover;

import java.time.Duration;
import java.util.List;

import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.Several;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When a failed step is tried again. */
@ConfigMapping(prefix = "gz.retry")
public interface RetryConfig {

    /**
     * How long a message waits after the first, second and third failure of its step, one for each delay queue; the
     * last one repeats. The same for all services: they share the queues.
     */
    @Several(most = 3)
    @Lasting(least = "PT1S", most = "PT1H")
    @WithDefault("10s,1m,10m")
    List<Duration> delays();

    /** How often a step is tried before its message is parked until a person sends it back. */
    @Between(least = 1, most = 1000)
    @WithDefault("6")
    int attempts();
}
