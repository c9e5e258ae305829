package io.groundzero.backup.dumper.dump;

import java.time.Duration;

import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.settings.Between;
import io.groundzero.backup.settings.Lasting;
import io.groundzero.backup.settings.Sized;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How dumps are made, the same for all clusters. */
@ConfigMapping(prefix = "gz.dumper")
public interface DumpConfig {

    /** What must stay free on the volume after a dump, such as {@code 512M}. */
    @Sized(least = "0", most = "1024T")
    @WithDefault("512M")
    MemorySize diskReserve();

    /** Free space that a dump needs, as a multiple of the databases' size on the source. */
    @Between(least = 0.01, most = 100)
    @WithDefault("1.0")
    double diskFactor();

    /**
     * Plaintext of a backup that was given up is deleted by the next dump after this time; a step of it that is sent
     * back later finds nothing.
     */
    @Lasting(least = "PT1H", most = "P3650D")
    @WithDefault("P7D")
    Duration abandonedAfter();

    /**
     * How much of the tables' content is recorded for comparison: every row, of large tables one row in 16, or counts
     * alone. The catalogue, sequences and roles always are.
     */
    @WithDefault("full")
    Level fingerprint();

    /** How many sessions read for that at the same time, beside those of pg_dump. */
    @Between(least = 1, most = 16)
    @WithDefault("1")
    int fingerprintJobs();
}
