package io.groundzero.backup.gateway.mutation;

import io.groundzero.backup.settings.Schedule;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gateway expects of the verifier's own test. */
@ConfigMapping(prefix = "gz.mutation")
public interface MutationConfig {

    /** As the verifier has it; for the gateway it only matters whether it is {@code off}. */
    @Schedule
    @WithDefault("0 30 4 * * ?")
    String schedule();
}
