package io.groundzero.backup.gateway.status;

import java.time.Duration;

import io.groundzero.backup.settings.Lasting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What was promised. */
@ConfigMapping(prefix = "gz.targets")
public interface TargetsConfig {

    /** How much may be lost: the newest proven backup's snapshot must not be older. */
    @Lasting(least = "PT1M", most = "P3650D")
    @WithDefault("PT24H")
    Duration rpo();

    /** How long a restore may take. */
    @Lasting(least = "PT1S", most = "P3650D")
    @WithDefault("PT4H")
    Duration rto();
}
