package io.groundzero.backup.gateway.mutation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gateway expects of the verifier's own test. */
@ConfigMapping(prefix = "gz.mutation")
public interface MutationConfig {

    /** The verifier's setting of the same name; here it only matters whether it is {@code off}. */
    @WithDefault("0 30 4 * * ?")
    String schedule();
}
