package io.groundzero.backup.verifier.mutation;

import io.groundzero.backup.settings.Schedule;
import io.groundzero.backup.settings.TimeZone;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the verifier tests itself. */
@ConfigMapping(prefix = "gz.mutation")
public interface MutationConfig {

    /** When the verifier tests itself; with {@code off} never. See docs/mutation.md. */
    @Schedule
    @WithDefault("0 30 4 * * ?")
    String schedule();

    /** The time zone in which the schedule is meant. */
    @TimeZone
    @WithDefault("UTC")
    String timeZone();
}
