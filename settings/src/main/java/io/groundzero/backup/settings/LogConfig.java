package io.groundzero.backup.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the log is written. */
@ConfigMapping(prefix = "gz.log")
public interface LogConfig {

    /** One JSON object a line, with the backup's id, for programs that collect logs; see docs/monitoring.md. */
    @WithDefault("false")
    boolean json();
}
