package io.groundzero.backup.verifier.mutation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the verifier tests itself. */
@ConfigMapping(prefix = "gz.mutation")
public interface MutationConfig {

    /** Quartz cron expression, seconds first, or {@code off}. */
    @WithDefault("0 30 4 * * ?")
    String schedule();

    /** In which the schedule is meant. */
    @WithDefault("UTC")
    String timeZone();
}
